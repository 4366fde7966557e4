"""What several commands take: folders, formats, and the graph that they open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from faultlines.errors import FaultlinesError

if TYPE_CHECKING:
    from faultlines.store import KnowledgeGraph

F = TypeVar("F", bound=Callable[..., Any])
FOLDER = click.Path(file_okay=False, path_type=Path)
ROW_FORMATS = ("table", "csv", "json", "jsonl")


def seeds_option(command: F) -> F:
    """`--seeds DIR`."""
    return click.option(
        "--seeds", type=FOLDER, help="Folder of seeds [./seeds, else those that come with the program]."
    )(command)


def store_option(command: F) -> F:
    """`--store DIR`."""
    return click.option("--store", type=FOLDER, help="Folder of the store [in the user's cache].")(command)


def graph_options(command: F) -> F:
    """`--seeds` and `--store`, for every command that reads the graph."""
    return seeds_option(store_option(command))


def format_option(*formats: str) -> Callable[[F], F]:
    """`-f FORMAT`; the first is the default."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Format of the answer.",
    )


def open_graph(seeds: Path | None, store: Path | None) -> KnowledgeGraph:
    """The graph, built first where that is needed; that is said on standard error."""
    from faultlines.build import load

    return load(seeds, store, say=lambda text: click.echo(text, err=True))


def read_query(file: Path) -> str:
    """The text of a query file; what is wrong with it in one line."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaultlinesError(f"{file}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise FaultlinesError(f"{file}: cannot be read ({error.strerror})") from None
