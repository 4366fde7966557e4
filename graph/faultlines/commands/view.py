"""`faultlines view`: pages on disk."""

from __future__ import annotations

from pathlib import Path

import click

from faultlines.commands.options import FOLDER, graph_options, open_graph


@click.command(epilog="Example: faultlines view all -o views")
@click.argument("name")
@click.option("-o", "--output", type=FOLDER, default=Path("views"), show_default=True, help="Folder to write into.")
@graph_options
def view(name: str, output: Path, seeds: Path | None, store: Path | None) -> None:
    """Write a page, or all of them with an index; each is one file that opens by a double-click, offline."""
    from faultlines.site import PAGES, write_site

    with open_graph(seeds, store) as kg:
        for path in write_site(kg, output, PAGES if name == "all" else [name]):
            click.echo(str(path))
