"""`faultlines view`: pages on disk."""

from __future__ import annotations

from pathlib import Path

import click

from faultlines.commands.options import FOLDER, graph_options, open_graph


@click.command(epilog="Example: faultlines view all -o views")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("-o", "--output", type=FOLDER, default=Path("views"), show_default=True, help="Folder to write into.")
@graph_options
def view(name: str, file: Path | None, output: Path, seeds: Path | None, store: Path | None) -> None:
    """Write a page, or all of them with an index; each is one file that opens by a double-click, offline.

    `faultlines view query FILE.rq` shows what any query finds: a CONSTRUCT as a network, a SELECT as a table.
    """
    from faultlines.commands.options import read_query
    from faultlines.site import PAGES, write_query, write_site

    if (name == "query") != (file is not None):
        raise click.UsageError("'faultlines view query FILE.rq' shows a query; other pages take no FILE")
    sparql = read_query(file) if file is not None else ""
    with open_graph(seeds, store) as kg:
        if file is not None:
            click.echo(str(write_query(kg, sparql, file.stem, output)))
            return
        for path in write_site(kg, output, PAGES if name == "all" else [name]):
            click.echo(str(path))
