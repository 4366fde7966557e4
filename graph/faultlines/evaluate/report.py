"""An evaluation as a table for people and as a dictionary for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from faultlines.evaluate.items import Record
from faultlines.evaluate.values import Score, Scores
from faultlines.sources import quotation

_FIELDS = ("subject_label", "relation", "object_label", "polarity", "modality", "said_by", "source", "spans")


def as_dict(scores: Scores) -> dict[str, Any]:
    """Plain values only; what was missed and what was spurious by its record's own fields, never by text."""
    return {
        "levels": {level: _numbers(score) for level, score in scores.levels.items()},
        "relations": {relation: _numbers(score) for relation, score in scores.relations.items()},
        "attributes": {
            name: {"right": share.right, "of": share.of, "accuracy": share.value}
            for name, share in scores.attributes.items()
        },
        "neutral": scores.neutral,
        "left_out": scores.left_out,
        "documents": {"by_sentence": scores.by_sentence, "by_distance": scores.by_distance},
        "missed": [_fields(record) for record in scores.missed],
        "spurious": [_fields(record) for record in scores.spurious],
    }


def _numbers(score: Score) -> dict[str, float | int]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "predicted": score.predicted,
        "gold": score.gold,
        "matched": score.found,
        "recalled": score.recalled,
    }


def _fields(record: Record) -> dict[str, Any]:
    return {name: record.get(name) for name in _FIELDS}


def text_report(scores: Scores, texts: Mapping[str, str] | None = None, *, lists: bool = False) -> str:
    """The tables as plain text; with `lists` what was missed and what was spurious, quoted where `texts` has it."""
    return "\n".join(_lines(scores, texts or {}, lists)) + "\n"


def _lines(scores: Scores, texts: Mapping[str, str], lists: bool) -> Iterator[str]:
    yield f"{'level':<22}{'precision':>10}{'recall':>8}{'F1':>7}{'matched':>9}{'predicted':>11}{'gold':>6}"
    for level, score in scores.levels.items():
        name = f"{level} (main figure)" if level == "accepted" else level
        yield _row(name, score)
    yield ""
    for name, share in scores.attributes.items():
        value = "–" if share.value is None else f"{share.value:.3f}"
        yield f"{name:<22}{value:>10}   of {share.of} accepted matches"
    yield ""
    yield f"{'relation, accepted':<22}{'precision':>10}{'recall':>8}{'F1':>7}{'matched':>9}{'predicted':>11}{'gold':>6}"
    for relation, score in sorted(scores.relations.items(), key=lambda item: (-item[1].gold, item[0])):
        yield _row(relation, score)
    yield ""
    places = []
    if scores.by_sentence:
        places.append(f"{scores.by_sentence} by sentence")
    if scores.by_distance:
        places.append(f"{scores.by_distance} by distance of spans, as their text is not at hand (--text)")
    yield f"documents: {'; '.join(places) or 'none'}"
    if scores.neutral:
        yield f"{scores.neutral} predictions match arguable gold and count neither way"
    if scores.left_out:
        yield f"{scores.left_out} predictions left out: the gold has nothing of their documents"
    if lists:
        for title, records in (("missed", scores.missed), ("spurious", scores.spurious)):
            yield ""
            yield f"{title}: {len(records)}"
            for record in records:
                yield from _shown(record, texts)


def _row(name: str, score: Score) -> str:
    numbers = f"{score.precision:>10.3f}{score.recall:>8.3f}{score.f1:>7.3f}"
    return f"{name:<22}{numbers}{score.recalled:>9}{score.predicted:>11}{score.gold:>6}"


def _shown(record: Record, texts: Mapping[str, str]) -> Iterator[str]:
    spans = [(int(a), int(b)) for a, b in record.get("spans") or [(record["start"], record["end"])]]
    where = ", ".join(f"{a}–{b}" for a, b in spans)
    ends = [record.get(f"{end}_label") or record.get(end) for end in ("subject", "object")]
    meant = [str(record[f]) for f in ("polarity", "modality") if record.get(f) not in (None, "affirmed", "asserted")]
    voices = ", ".join(record.get("said_by") or ())
    more = (f" [{', '.join(meant)}]" if meant else "") + (f" – {voices}" if voices else "")
    yield f"  {ends[0]} | {record['relation']} | {ends[1]}{more}  ({record.get('source') or '?'} {where})"
    text = texts.get(str(record.get("source_sha256")))
    if text is not None:
        yield f"      “{quotation(text, spans)}”"
