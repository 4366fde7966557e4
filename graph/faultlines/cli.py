"""The command line: a few lines a command. Heavy modules load inside the command that needs them."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from faultlines.commands.options import (
    ROW_FORMATS,
    F,
    format_option,
    graph_options,
    open_graph,
    read_query,
    seeds_option,
    utf_8,
)
from faultlines.errors import FaultlinesError

_ELSEWHERE = ("cite", "evaluate", "extract", "review", "serve", "sources", "view")
"""Commands with a module of their own in `commands/`."""


class _Group(click.Group):
    """A group that turns our errors into one clear line and their exit code, and loads some commands when asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _ELSEWHERE:
            return utf_8(getattr(import_module(f"faultlines.commands.{cmd_name}"), cmd_name))
        command = super().get_command(ctx, cmd_name)
        return utf_8(command) if command else None

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # files and pipes get UTF-8; a terminal what it can show
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except FaultlinesError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left to write has nowhere to go
            if isinstance(error, BrokenPipeError):
                ctx.exit(0)
            click.echo(f"{error.filename or 'standard output'}: {error.strerror}", err=True)
            ctx.exit(FaultlinesError.exit_code)
        return result


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="faultlines", message="%(prog)s %(version)s")
def main() -> None:
    """Who wants what in world politics, who says so, and where exactly.

    Every answer rests on statements: read `faultlines statements --help` next, or just run `faultlines ask`.
    """


@main.command(epilog="Example: faultlines check --seeds my-seeds")
@seeds_option
def check(seeds: Path | None) -> None:
    """Check the seeds; every fault as path:line with its repair."""
    from faultlines import paths
    from faultlines.errors import Findings
    from faultlines.seeds import load_seeds
    from faultlines.seeds.candidates import candidate_faults
    from faultlines.seeds.gazetteer import gazetteer_faults
    from faultlines.validate import check as check_seeds

    loaded = load_seeds(paths.seeds(seeds))
    if faults := [*check_seeds(loaded), *candidate_faults(loaded), *gazetteer_faults(loaded)]:
        raise Findings(faults)
    statements, sources, entities = len(loaded.statements), len(loaded.sources), len(loaded.entities)
    click.echo(f"{statements} statements from {sources} sources, {entities} entities: no faults")


@main.command(epilog="Example: faultlines build --store /tmp/store")
@graph_options
def build(seeds: Path | None, store: Path | None) -> None:
    """Check the seeds and build the store from them, even if it is up to date."""
    from faultlines import paths
    from faultlines.build import build as build_store
    from faultlines.store import KnowledgeGraph

    folder = paths.seeds(seeds)
    target = paths.store(store, folder)
    build_store(folder, target)
    with KnowledgeGraph.open(target) as kg:
        counts = ", ".join(f"{n} {what}" for what, n in kg.manifest["counts"].items())
    click.echo(f"{target}: {counts}")


@main.command(epilog="Example: faultlines query -e 'SELECT ?what { actor:russia fl:opposes ?what }'")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), required=False)
@click.option("-e", "--execute", "text", help="The query itself.")
@format_option("table", "csv", "tsv", "json", "jsonl", "xml", "turtle", "ntriples", "jsonld", "rdfxml")
@click.option("--labels", is_flag=True, help="Show labels instead of ids (table, csv, json, jsonl).")
@graph_options
def query(file: Path | None, text: str | None, form: str, labels: bool, seeds: Path | None, store: Path | None) -> None:
    """Run SPARQL from FILE, from standard input, or from -e.

    Our prefixes are known (actor:, issue:, statement:, fl:, p:, ps:, skos:, prov: …);
    json is the W3C's results format, with --labels a list of rows; a CONSTRUCT or DESCRIBE is shown as Turtle.
    """
    if text is not None and file is not None:
        raise click.UsageError("give a FILE or -e QUERY, not both")
    if text is None and file is None and sys.stdin.isatty():
        raise click.UsageError("give a FILE, -e QUERY, or a query on standard input")
    sparql = text if text is not None else read_query(file or Path("-"))
    from faultlines.tables import show_result

    with open_graph(seeds, store) as kg:
        show_result(kg.query(sparql), form, labels)


@main.command(epilog="Example: faultlines ask red-lines-of-source source=inforos-2021-07")
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...")
@format_option(*ROW_FORMATS)
@click.option("--sparql", is_flag=True, help="Print the query instead of its answer.")
@graph_options
def ask(
    name: str | None, parameters: tuple[str, ...], form: str, sparql: bool, seeds: Path | None, store: Path | None
) -> None:
    """Ask a named question; without NAME, list them all with their sentence."""
    from faultlines.queries import bind, question, questions
    from faultlines.tables import show_result, show_rows

    if name is None:
        rows = [
            [q.name, q.sentence, " ".join(f"[{p.name}=]" if p.optional else f"{p.name}=" for p in q.parameters)]
            for q in questions().values()
        ]
        show_rows(["question", "asks", "parameters"], rows, form)
        return
    given = {}
    for item in parameters:
        key, equals, value = item.partition("=")
        if not equals:
            raise click.UsageError(f"{item!r} is not PARAMETER=VALUE")
        given[key] = value
    asked = question(name)
    with open_graph(seeds, store) as kg:
        bound = bind(kg, asked, given)
        if sparql:
            click.echo(bound)
        else:
            show_result(kg.query(bound), form, labels=True)


_FILTERS = (
    ("subject", "Whose statement it is about: an id, label, alias or Wikidata id."),
    ("relation", "Relation, such as opposes."),
    ("family", "Family of relations, such as sanction."),
    ("object", "What it is about."),
    ("about", "The topic of a tie or act."),
    ("source", "Source by its id."),
    ("voice", "Who says it or passes it on."),
    ("polarity", "affirmed or denied."),
    ("modality", "asserted, forecast, possible, conditional or desired."),
)


def _filters(command: F) -> F:
    for name, text in reversed(_FILTERS):
        command = click.option(f"--{name}", multiple=True, help=text + " Repeat for several.")(command)
    return command


@main.command(epilog="Example: faultlines statements --subject Russia --family red-line")
@_filters
@click.option("--said", metavar="DATE", help="Said on that date (2021, 2021-07, 2021-07-09).")
@click.option("--at", metavar="DATE", help="Holding at that date, as far as is known.")
@click.option("--confidence", type=click.FloatRange(0, 1), default=0.0, help="At least so confident.")
@click.option("--derived", is_flag=True, help="What rules conclude, instead of what sources say.")
@format_option(*ROW_FORMATS)
@graph_options
def statements(seeds: Path | None, store: Path | None, form: str, **filters: Any) -> None:
    """List statements; csv, json and jsonl give the public record."""
    from faultlines.tables import show_statements

    wanted = {k: list(v) if isinstance(v, tuple) else v for k, v in filters.items() if v not in ((), None)}
    with open_graph(seeds, store) as kg:
        show_statements(kg, kg.statements(**wanted), form)


@main.command(epilog="Example: faultlines actor 'the Kremlin'")
@click.argument("name")
@format_option("text", "json")
@graph_options
def actor(name: str, form: str, seeds: Path | None, store: Path | None) -> None:
    """One actor's sheet: positions, ties, red lines, and what others say of it, each with its source."""
    from faultlines.tables import show_sheet

    with open_graph(seeds, store) as kg:
        show_sheet(kg, kg.actor(name), form)


@main.command(epilog="Example: faultlines export -f trig -o faultlines.trig")
@format_option(
    *("jsonl", "csv", "turtle", "trig", "nquads", "jsonld", "rdf12", "reification", "nanopubs"),
    *("graphml", "gexf", "nodes", "edges"),
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write [standard output]."
)
@graph_options
def export(form: str, output: Path | None, seeds: Path | None, store: Path | None) -> None:
    """Write the whole graph in one format."""
    from faultlines.exports import export as make
    from faultlines.files import write_whole

    with open_graph(seeds, store) as kg:
        data = make(kg, form)
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        return
    if output.exists() and not output.is_file():  # a device or a pipe, which must not be replaced
        try:
            output.write_bytes(data)
        except OSError as error:
            raise FaultlinesError(f"{output}: cannot be written ({error.strerror})") from None
    else:
        write_whole(output, data)
    click.echo(f"{output}: {len(data)} bytes", err=True)


@main.command(epilog='Example: eval "$(faultlines completion bash)"')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options and formats in a shell."""
    from click.shell_completion import get_completion_class

    found: Any = get_completion_class(shell)  # one of click's own, so never None
    click.echo(found(main, {}, "faultlines", "_FAULTLINES_COMPLETE").source())


if __name__ == "__main__":
    main()
