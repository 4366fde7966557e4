"""`faultlines evaluate`: one set of statements scored against another."""

from __future__ import annotations

import json
from pathlib import Path

import click

from faultlines.commands.options import seeds_option

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(epilog="Example: faultlines evaluate candidates.jsonl gold.jsonl --text documents/ --show")
@click.argument("pred", type=_FILE)
@click.argument("gold", type=_FILE, nargs=-1, required=True)
@click.option(
    "--text",
    "places",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="A document, or a folder of them: statements are then compared sentence by sentence. "
    "Those kept by `faultlines sources add` are found without.",
)
@click.option("--show", is_flag=True, help="List what was missed and what was spurious, with its quotation.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Format."
)
@seeds_option
def evaluate(
    pred: Path, gold: tuple[Path, ...], places: tuple[Path, ...], show: bool, form: str, seeds: Path | None
) -> None:
    """Score the statements of PRED against those of GOLD: an extractor's, or another annotator's.

    Both are public records (JSONL, as extract and export write them) or statement files (YAML). Records of
    GOLD may carry two more keys: also (a list of relations that are equally right) and arguable (true
    where a second reader might well not record it: then it counts neither way).
    """
    from faultlines import paths
    from faultlines.evaluate.read import read_all, read_texts
    from faultlines.evaluate.report import as_dict, text_report
    from faultlines.evaluate.score import evaluate as score
    from faultlines.evaluate.world import known_entities

    entities = known_entities(paths.seeds(seeds))
    predicted, wanted = read_all([pred], entities), read_all(gold, entities)
    texts = read_texts(places, [*predicted, *wanted])
    scores = score(predicted, wanted, entities.values(), texts)
    if form == "json":
        click.echo(json.dumps(as_dict(scores), ensure_ascii=False, indent=2))
    else:
        click.echo(text_report(scores, texts, lists=show), nl=False)
