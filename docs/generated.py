"""Pages of the reference that are made from the program itself whenever the documentation is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "reference" / "generated"


def setup(app: Any) -> dict[str, bool]:
    """What Sphinx calls."""
    app.connect("builder-inited", lambda _: write())
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write() -> None:
    """Write every generated page, each only if it changed, so that Sphinx reads again what it must."""
    HERE.mkdir(exist_ok=True)
    for name, lines in (
        ("ontology", ontology()),
        ("questions", questions()),
        ("record", record()),
        ("notebooks", notebooks()),
    ):
        text, path = "\n".join(lines) + "\n", HERE / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """A Markdown table."""
    heads = list(columns)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def ontology() -> Iterator[str]:
    """Every term and rule, read from the graph that the program builds."""
    import faultlines as fl
    from faultlines.analysis.reference import reference

    with fl.load() as kg:
        known = reference(kg)
    yield "## Relations\n"
    for group, terms in groupby(known.relations, key=lambda term: term.group):
        rows = ([f"`{t.name}`", t.label, t.sign, t.definition, t.notation] for t in terms)
        yield f"### Family: {group}\n"
        yield from table(("relation", "read as", "sign", "meaning", "codes"), rows)
    for title, terms in (("Classes", known.classes), ("Values", known.values)):
        yield f"## {title}\n"
        rows = ([f"`{t.name}`", t.label, t.group, t.definition] for t in terms)
        yield from table(("term", "label", "of", "meaning"), rows)
    yield "## Fields\n"
    yield from table(("term", "label", "meaning"), ([f"`{t.name}`", t.label, t.definition] for t in known.fields))
    yield "## Rules\n"
    yield from table(("rule", "what it concludes"), ([t.label, t.definition] for t in known.rules))


def questions() -> Iterator[str]:
    """Every named question with its parameters and its query."""
    from faultlines.queries import questions as named

    for question in named().values():
        yield f"## {question.name}\n"
        yield f"{question.sentence}\n"
        for p in question.parameters:
            yield f"* `{p.name}` ({' or '.join(p.kinds)}{', optional' if p.optional else ''}): {p.meaning}"
        body = [line for line in question.sparql.splitlines() if not line.startswith("#")]
        yield "\n".join(["", "```sparql", *body, "```", ""])


def notebooks() -> Iterator[str]:
    """Every notebook: its title and how it begins."""
    import json

    for path in sorted((HERE.parents[2] / "notebooks").glob("*.ipynb")):
        first = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
        title, _, text = first.partition("\n\n")
        yield f"## {title.removeprefix('# ')}\n"
        yield f"{text.partition(chr(10) * 2)[0]}\n"
        yield f"`notebooks/{path.name}`\n"


def record() -> Iterator[str]:
    """The fields of the public record, with an example from the graph."""
    import json

    from faultlines.model import RECORD_FIELDS, Statement
    from faultlines.model import record as made

    example = made(
        Statement(
            subject="actor:arland", relation="opposes", object="issue:river-toll", source="harbour-post-2021-07",
            said_by=("actor:anna-arl",), via=("actor:harbour-post",), said_on="2021-07", spans=((120, 164),),
        ),
        {"actor:arland": ("Arland", "State"), "issue:river-toll": ("River toll", "Issue"),
         "actor:anna-arl": ("Anna Arl", "Person"), "actor:harbour-post": ("Harbour Post", "Media")},
        lambda _: "9f…",
    )  # fmt: skip
    yield f"{len(RECORD_FIELDS)} fields, always all of them, in this order:\n"
    yield "```json\n" + json.dumps(example, indent=1, ensure_ascii=False) + "\n```"
