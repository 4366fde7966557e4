"""`faultlines cite`: how to cite the data set, or one statement of it."""

from __future__ import annotations

from pathlib import Path

import click

from faultlines.commands.options import format_option, graph_options, open_graph


@click.command(epilog="Example: faultlines cite -f bibtex")
@click.argument("key", required=False, default="")
@format_option("text", "bibtex", "csl")
@graph_options
def cite(key: str, form: str, seeds: Path | None, store: Path | None) -> None:
    """Print the citation of the data set, or of the statement with that KEY.

    A statement's citation names who says it, how it is meant, and the characters of the document where it stands.
    """
    from faultlines.exports.citations import cite as make

    with open_graph(seeds, store) as kg:
        click.echo(make(kg, key, form))
