"""Rows, statements and sheets as text: for people in the terminal, for programs as csv, json, jsonl."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from faultlines.errors import QueryError
from faultlines.exports import records_csv, records_jsonl
from faultlines.model import Statement
from faultlines.result import Result
from faultlines.statements import Sheet, words
from faultlines.store import KnowledgeGraph


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str) -> None:
    """Print rows in one of the formats table, csv, json, jsonl."""
    if form == "table":
        _table(columns, rows)
    elif form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        click.echo(out.getvalue(), nl=False)
    else:
        objects = [dict(zip(columns, row, strict=True)) for row in rows]
        click.echo(
            records_jsonl(objects) if form == "jsonl" else json.dumps(objects, ensure_ascii=False, indent=1),
            nl=form == "json",
        )


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    count = 0
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
        count += 1
    width = None if sys.stdout.isatty() else 160
    console = Console(width=width, highlight=False, emoji=False)
    with console.capture() as printed:
        console.print(table)
    click.echo(printed.get(), nl=False)
    if count == 0:
        click.echo("(nothing found)", err=True)


def show_result(result: Result, form: str, labels: bool) -> None:
    """Print the answer to a query; a format of the W3C's has ids only, and a graph is shown as Turtle."""
    if form == "table" and result.form == "construct" and not labels:
        form = "turtle"
    if form == "table" and result.form == "ask":
        click.echo("yes" if result else "no")
    elif form in ("table", "jsonl") or (labels and form in ("csv", "json")):
        show_rows(result.variables or ["answer"], result.rows(labels), form)
    elif labels:
        raise QueryError(f"{form} holds ids, not labels; with labels one of table, csv, json, jsonl")
    else:
        data = result.serialize(form)
        sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")


def voices(kg: KnowledgeGraph, statement: Statement) -> str:
    """Who says it and who passes it on, nearest to the speaker first; for a conclusion its rule."""
    if statement.derived:
        return f"concluded by {statement.method}"
    chain = [" and ".join(kg.label(v) for v in statement.said_by), *(kg.label(v) for v in statement.via)]
    return " via ".join(chain)


def sentence(kg: KnowledgeGraph, statement: Statement) -> str:
    """A statement as one line: subject – relation – object, topic, addressee, how it is meant."""
    s, text = statement, " – ".join(words(kg, statement))
    for word, ids in (("about", s.about), ("to", s.to), ("by", s.instrument), ("because of", s.motivation)):
        if ids:
            text += f", {word} {', '.join(kg.label(i) for i in ids)}"
    dates = "–".join(dict.fromkeys(d for d in (s.since, s.until) if d))
    return text + (f", {dates}" if dates else "") + (f" [{s.meant}]" if s.meant else "")


def show_statements(kg: KnowledgeGraph, statements: Sequence[Statement], form: str) -> None:
    """Print statements: a table for people, the public record for programs."""
    if form == "table":
        rows = ([s.key, sentence(kg, s), voices(kg, s), s.source, _evidence(kg, s)] for s in statements)
        show_rows(["key", "statement", "said by", "source", "quotation or note"], rows, "table")
        return
    records = [kg.record(s) for s in statements]
    if form == "json":
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        click.echo(records_csv(records) if form == "csv" else records_jsonl(records), nl=False)


def _evidence(kg: KnowledgeGraph, statement: Statement) -> str:
    quotation = kg.quotation(statement)
    return f"“{quotation}”" if quotation else statement.note


def show_sheet(kg: KnowledgeGraph, sheet: Sheet, form: str) -> None:
    """Print one actor's sheet."""
    blocks = sheet.blocks
    a = sheet.actor
    if form == "json":
        facts = {
            "id": a.id,
            "class": a.cls,
            "label": a.label,
            "aliases": list(a.aliases),
            "wikidata": a.wikidata or None,
            "belongs_to": list(a.belongs_to),
        }
        click.echo(
            json.dumps(
                {**facts, "sections": {t: [kg.record(s) for s in b] for t, b in blocks.items()}},
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    click.secho(a.label, bold=True, nl=False)
    click.echo(f"  {a.id} · {a.cls}" + (f" · Wikidata {a.wikidata}" if a.wikidata else ""))
    if a.aliases:
        click.echo(f"also: {', '.join(a.aliases)}")
    if a.belongs_to:
        click.echo(f"belongs to: {', '.join(kg.label(b) for b in a.belongs_to)}")
    for title, statements in blocks.items():
        if not statements:
            continue
        click.echo()
        click.secho(f"{title} ({len(statements)})", bold=True)
        for s in statements:
            click.echo(f"  {sentence(kg, s)}")
            evidence = _evidence(kg, s)
            click.echo(
                f"      {voices(kg, s)}{f' · {s.source}' if s.source else ''}{f' · {evidence}' if evidence else ''}"
            )
