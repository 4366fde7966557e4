"""`faultlines sources`: the documents that statements were read from."""

from __future__ import annotations

import re
from pathlib import Path

import click

from faultlines.commands.options import (
    ROW_FORMATS,
    curator_option,
    format_option,
    graph_options,
    login,
    open_graph,
    seeds_option,
)


@click.group(epilog="Example: faultlines sources list")
def sources() -> None:
    """The documents that statements were read from."""


@sources.command("list", epilog="Example: faultlines sources list -f csv")
@format_option(*ROW_FORMATS)
@graph_options
def list_sources(form: str, seeds: Path | None, store: Path | None) -> None:
    """List the sources, and which of their documents are at hand."""
    from faultlines.sources import kept_text
    from faultlines.tables import show_rows

    with open_graph(seeds, store) as kg:
        rows = []
        for name, source in kg.manifest["sources"].items():
            at_hand = "yes" if kept_text(name, source["sha256"]) is not None else "no"
            rows.append([name, source["title"], source["date"], source["stance"], source["text_quality"], at_hand])
    show_rows(["source", "title", "date", "stance", "text", "document at hand"], rows, form)


@sources.command("add", epilog="Example: faultlines sources add ~/documents/*.txt")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@seeds_option
def add_sources(files: tuple[Path, ...], seeds: Path | None) -> None:
    """Keep documents that you have, so that quotations are shown; each is known by its hash."""
    from faultlines import paths
    from faultlines.errors import Findings
    from faultlines.seeds import load_seeds
    from faultlines.seeds.candidates import candidate_sources
    from faultlines.sources import add_documents

    loaded = load_seeds(paths.seeds(seeds))
    kept, faults = add_documents(files, [*loaded.sources.values(), *candidate_sources(loaded)])
    for path, source in kept:
        click.echo(f"{path}: kept as the document of {source.id}")
    if faults:
        raise Findings(faults)


@sources.command("start", epilog="Example: faultlines sources start talk.txt --kind speech --date 2031-07-03")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "name", help="Id of the source [the file's name].")
@click.option("--title", help="Its title [the first line].")
@click.option("--author", help="Id of who wrote it.")
@click.option("--published-first-by", help="Id of who published it first.")
@click.option("--kind", help="speech, op-ed, news-analysis …")
@click.option("--date", help="2031, 2031-07 or 2031-07-03.")
@click.option("--stance", help="What the source declares itself, or is known, to be.")
@click.option("--text-quality", default="original", show_default=True, help="Also: machine-translated, excerpt …")
@curator_option
def start_source(file: Path, name: str | None, title: str | None, curator: str | None, **known: str | None) -> None:
    """Print the beginning of a statement file for a document: its hash, its length, and what you say of it.

    Add what is missing by hand; `faultlines check` names it.
    """
    import yaml

    from faultlines.errors import Fault, Findings
    from faultlines.sources import read_document

    try:
        sha256, text = read_document(file)
    except OSError as error:
        raise Findings([Fault(str(file), 0, f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        raise Findings([Fault(str(file), 1, f"is not UTF-8 (byte {error.start})")]) from None
    block = {
        "id": name or "-".join(re.findall("[a-z0-9]+", file.stem.lower())),
        "title": title or next((line.strip() for line in text.splitlines() if line.strip()), ""),
        **{field: value for field, value in known.items() if value},
        "sha256": sha256,
        "characters": len(text),
    }
    whole = {"source": block, "curator": login(curator)}
    written = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=110)
    click.echo(f"{written}statements:")
