"""`faultlines extract`: documents → candidate statements."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from faultlines.commands import targets

if TYPE_CHECKING:
    from faultlines.errors import Fault

_PATH = click.Path(path_type=Path, allow_dash=True)


@click.command(
    epilog="Examples: faultlines extract talk.pdf  ·  faultlines extract documents/ -o all.jsonl --jobs 2  ·  "
    "faultlines extract talk.pdf -o seeds/candidates/"
)
@click.argument("files", type=_PATH, nargs=-1, required=True)
@click.option("-f", "--format", "form", type=click.Choice(["jsonl", "yaml"]), help="Public record or candidate file.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write there: records if it ends in .jsonl, else a candidate file, or one a document in a folder.",
)
@click.option(
    "--seeds",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of seeds [./seeds, else those that come with the program].",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    help="Leave out candidates that are less sure than this [.3; of two actors .15, or .05 where a frame says it].",
)
@click.option("--author", default="", help="Who speaks, by name, where the document does not show it.")
@click.option("--date", default="", help="The document's date, where it does not show it: 2021, 2021-07, 2021-07-09.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to work in.")
@click.option("--scheduler", metavar="ADDRESS", help="Work on a Dask cluster instead (extra: cluster).")
@click.option(
    "--backend",
    type=click.Choice(["rules", "openai"]),
    default="rules",
    show_default=True,
    help="Who reads: our rules, offline, or a language model (extra: llm).",
)
@click.option("--base-url", default="", help="The language model's server, OpenAI-compatible.")
@click.option("--model", default="", help="The language model's name there; for the rules, a spaCy pipeline.")
@click.option("--prices", type=(float, float), help="Its price of a million tokens in and out, to report the cost.")
def extract(
    files: tuple[Path, ...],
    form: str | None,
    out: Path | None,
    seeds: Path | None,
    least: float | None,
    author: str,
    date: str,
    jobs: int,
    scheduler: str | None,
    backend: str,
    base_url: str,
    model: str,
    prices: tuple[float, float] | None,
) -> None:
    """Read FILES and propose statements: text, Markdown, HTML, PDF, folders of them, or - for standard input.

    Every candidate says who says what, at which characters, how it is meant, and how sure the program is.
    `faultlines review` turns candidates into reviewed statements.
    """
    from faultlines import paths
    from faultlines.commands.work import Settings, work
    from faultlines.dates import check_date
    from faultlines.errors import FaultlinesError, Findings, did_you_mean
    from faultlines.extract.corpus import run_corpus
    from faultlines.extract.documents import find_documents
    from faultlines.extract.names import gazetteer
    from faultlines.extract.shown import known_name
    from faultlines.extract.workers import attempt

    if date:
        try:
            check_date(date)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--date") from None
    if backend == "openai" and not model:
        raise click.UsageError("--backend openai needs --model")
    if backend != "openai" and (base_url or prices):
        given = "--base-url" if base_url else "--prices"
        raise click.UsageError(f"{given} is of a language model; it needs --backend openai")
    if form == "yaml" and out is not None and out.suffix == ".jsonl":
        raise click.UsageError(f"-f yaml writes candidate files, but {out} ends in .jsonl, which is for records")
    yaml = form == "yaml" or (form is None and out is not None and out.suffix != ".jsonl")
    if yaml and out is not None:
        targets.is_folder(out)
    own = _for(out, seeds) if yaml else None
    reads = own if own is not None and paths.begun(own) else paths.seeds(seeds)
    settings = Settings(
        seeds=reads.resolve(), own=own, least=least, author=author, date=date, model=model, base_url=base_url,
        language_model=backend == "openai", prices=prices, yaml=yaml,
    )  # fmt: skip
    names = gazetteer(settings.seeds)  # what is wrong with the seeds is no fault of each document
    if author and known_name(author, names) is None:
        near = did_you_mean(author, (n for n in names.names if known_name(n, names)))
        click.echo(f"--author {author}: nobody of that name is known{near}", err=True)
    faults: list[Fault] = []

    def emit(line: str) -> None:
        if yaml:
            faults.extend(_candidates(json.loads(line), out))
        else:
            click.echo(line)

    if files == (Path("-"),):
        outcome = attempt(lambda _: work(None, settings), Path("-"))
        if outcome.stop:
            raise FaultlinesError(outcome.stop)
        faults.extend(outcome.faults)
        lines = outcome.data.decode("utf-8")
        if yaml or out is None:
            for line in lines.split("\n")[:-1]:
                emit(line)
        elif lines or not faults:
            _write(out, lines)
    else:
        found, missing = find_documents(files)
        ids = targets.distinct_ids(found)
        if yaml:
            targets.check_one_file(out, len(found))
            refused = targets.taken(out, found, ids) if out is not None else []
            missing += refused
            found = [path for path in found if str(path) not in {fault.path for fault in refused}]
        if not found:
            raise Findings(missing)
        version = f"{settings.version} {sorted(ids.items()) or ''}" if out is not None and not yaml else ""
        corpus = run_corpus(
            found, None if yaml else out, jobs=jobs, scheduler=scheduler,
            work=partial(work, settings=settings, ids=ids), version=version, emit=emit,
        )  # fmt: skip
        faults += [*missing, *corpus.faults]
    if faults:
        raise Findings(faults)


def _for(out: Path | None, seeds: Path | None) -> Path:
    """The seeds that candidate files written there are for: `review` of one will write to them."""
    from faultlines import paths

    place = out.parent if out is not None and out.suffix in (".yaml", ".yml") and not out.is_dir() else out
    return paths.own_seeds(seeds, place).resolve()


def _candidates(made: dict[str, str], out: Path | None) -> list[Fault]:
    """Print a candidate file, or write it and keep the document's text, which `review` shows.

    A file that is there already is never overwritten, nor is another text that is kept under the same id.
    """
    from faultlines.errors import Fault, FaultlinesError
    from faultlines.sources import keep_text

    if out is None:
        click.echo(made["text"], nl=False)
        return []
    path = targets.target(out, made["id"])
    if path.exists():
        return [Fault(made["name"], 0, targets.there_already(path))]
    try:
        keep_text(made["id"], made["document"])  # first, as it may refuse
    except FaultlinesError as error:
        return [Fault(made["name"], 0, str(error))]
    _write(path, made["text"])
    click.echo(f"{path}: {made['count']} candidates; go on with: faultlines review {path}", err=True)
    return []


def _write(path: Path, text: str) -> None:
    from faultlines.files import write_whole

    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())
