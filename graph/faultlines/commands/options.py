"""What several commands take: folders, formats, and the graph that they open."""

from __future__ import annotations

import getpass
import re
import sys
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


def curator_option(command: F) -> F:
    """`--curator NAME`; where it is not given, ask `login`."""
    return click.option(
        "--curator",
        envvar="FAULTLINES_CURATOR",
        help="Who decides [$FAULTLINES_CURATOR, else the name you are logged in by].",
    )(command)


def login(curator: str | None) -> str:
    """The curator as given, else the name that the user is logged in by, which not every machine knows."""
    try:
        return (curator or "").strip() or getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("who decides? give --curator NAME") from None


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


class _Text(click.types.StringParamType):
    """Text that is UTF-8; a path may be any bytes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text = super().convert(value, param, ctx)
        if re.search("[\ud800-\udfff]", text):  # what Python makes of the other bytes
            self.fail(f"{text!r} is not UTF-8", param, ctx)
        return text


def utf_8(command: click.Command) -> click.Command:
    """The command, and those below it, taking no text that could not be written or looked up."""
    for parameter in command.params:
        if parameter.type is click.STRING:
            parameter.type = _Text()
    if isinstance(command, click.Group):
        for below in command.commands.values():
            utf_8(below)
    return command


def open_graph(seeds: Path | None, store: Path | None) -> KnowledgeGraph:
    """The graph, built first where that is needed; that is said on standard error."""
    from faultlines.build import load

    return load(seeds, store, say=lambda text: click.echo(text, err=True))


def read_query(file: Path) -> str:
    """The text of a query file, or of standard input for `-`; what is wrong with it in one line."""
    name, read = ("standard input", sys.stdin.buffer.read) if str(file) == "-" else (str(file), file.read_bytes)
    try:
        return read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaultlinesError(f"{name}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise FaultlinesError(f"{name}: cannot be read ({error.strerror})") from None
