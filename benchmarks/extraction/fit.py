"""Fit the judge of the extractor: `python benchmarks/extraction/fit.py --texts FOLDER… [--away FOLDER]`.

A pair counts as right where both its ends are those of a gold statement in the same sentence, of either of two
annotators, arguable gold aside; its relations are those that they hold right. A first judge, kept in `--away`, does
not see the documents that `away` names; by what it says of them the confidence of both is calibrated. The second
learns from these, too, and is the one that the program comes with.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from common import AWAY_JUDGE, SEEDS, away, documents, found, gold
from net import Lesson, save, train
from sklearn.linear_model import LogisticRegression
from written import written

from faultlines.evaluate import evaluate
from faultlines.evaluate.ends import End, Names
from faultlines.evaluate.items import items
from faultlines.evaluate.places import Places
from faultlines.evaluate.world import known_entities
from faultlines.extract.across import FAR
from faultlines.extract.consider import Considered, consider
from faultlines.extract.documents import Document
from faultlines.extract.judge import LEARNED, judge, places
from faultlines.extract.pipeline import Extractor
from faultlines.extract.refs import Ref
from faultlines.extract.vectors import VOCABULARY, pieces, starts
from faultlines.terms import Modality, Polarity

Record = dict[str, Any]
SELDOM, FEW = 20, 8
"""A trait of fewer pairs, a relation of fewer pairs is not learned."""
ALSO = 0.7
"""How right a relation is that the annotator only holds right as well."""
SPARSE = 0.5
"""What a wrong pair of a curated document counts: its curators recorded what they cared for."""


MODALITIES = tuple(Modality)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of a sentence with its traits and what the gold says of it."""

    traits: dict[str, float]
    spots: tuple[int, int, int]
    relations: frozenset[str]
    """Those that the annotator wrote."""
    also: frozenset[str]
    """Those held right as well."""
    meant: tuple[str, str] | None
    """Polarity and modality, where the annotator wrote one of each."""
    weight: float
    """0 where it is arguable, or the annotator has recorded it from another sentence."""
    far: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sentence with its rows."""

    document: str
    text: str
    rows: tuple[Row, ...]


def sheets(extractor: Extractor, document: Document, records: Sequence[Record], names: Names) -> Iterator[Sheet]:
    """The sentences of a document."""
    wanted = items(records, {})
    sparse = SPARSE if records[0].get("key") else 1.0
    found_at = Places(document.text)
    there: dict[int, list[Any]] = defaultdict(list)
    for item in wanted:
        for place in found_at.all_of(item.spans):
            there[place].append(item)
    anywhere = {(item.subject.label.lower(), item.object.label.lower()) for item in wanted}
    for sentence in extractor.sentences(document)[1]:
        rows = []
        for pair in consider(sentence.span, sentence.refs, sentence.drafts):
            token = pair.pair.token
            start = sentence.block.offset(token.idx)
            if token.idx < sentence.block.own:
                continue
            holder, content = _end(pair.pair.holder), _end(pair.pair.content)
            its = [
                item
                for place in found_at.main_of([(start, start + len(token))])
                for item in there[place]
                if names.same(holder, item.subject) and names.same(content, item.object)
            ]
            elsewhere = not its and (holder.label.lower(), content.label.lower()) in anywhere
            arguable = bool(its) and all(item.arguable for item in its)
            rows.append(_row(pair, sentence.span.start_char, its, 0.0 if arguable or elsewhere else sparse))
        if rows:
            yield Sheet(document.sha256, sentence.span.text, tuple(rows))


def _row(pair: Considered, start: int, its: Sequence[Any], weight: float) -> Row:
    said = frozenset(item.relation for item in its)
    also = frozenset(r for item in its for r in item.also) - said
    far = pair.pair.kind.startswith(FAR)
    meant = {(item.polarity, item.modality) for item in its}
    return Row(
        traits=pair.traits,
        spots=places(pair.pair, start),
        relations=said,
        also=also,
        meant=meant.pop() if len(meant) == 1 else None,
        weight=1.0 if said and weight else weight,
        far=far,
    )


def _end(ref: Ref) -> End:
    return End("" if ref.id.startswith("new:") else ref.id, ref.label)


def fit(data: Sequence[Sheet], folder: Path, line: tuple[float, float]) -> None:
    """Learn a judge and write it."""
    counts = Counter(name for sheet in data for row in sheet.rows for name in row.traits)
    traits = sorted(name for name, n in counts.items() if n >= SELDOM)
    counted = Counter(r for sheet in data for row in sheet.rows for r in row.relations | row.also)
    relations = sorted(r for r, n in counted.items() if n >= FEW)
    lessons = list(_lessons(data, {t: i for i, t in enumerate(traits)}, {r: i for i, r in enumerate(relations)}))
    save(train(lessons, len(traits), len(relations)), folder, traits, relations, line)
    print(f"{len(traits)} traits, {len(relations)} relations → {folder}", flush=True)


def _lessons(data: Sequence[Sheet], traits: dict[str, int], relations: dict[str, int]) -> Iterator[Lesson]:
    from net import ENCODER

    tokenizer = pieces(ENCODER / VOCABULARY)
    for sheet in data:
        read = tokenizer.encode(sheet.text)
        spots = np.searchsorted(starts(read), [row.spots for row in sheet.rows], side="right") - 1
        wanted = np.zeros((len(sheet.rows), len(relations)), dtype=np.float32)
        for i, row in enumerate(sheet.rows):
            for held, how_right in ((row.also, ALSO), (row.relations, 1.0)):
                for relation in held & relations.keys():
                    wanted[i, relations[relation]] = how_right
        known = [[(traits[n], v) for n, v in row.traits.items() if n in traits] for row in sheet.rows]
        yield Lesson(
            document=sheet.document,
            pieces=read.ids,
            spots=spots,
            traits=[([n for n, _ in each], [v for _, v in each]) for each in known],
            right=np.array([bool(row.relations) for row in sheet.rows]),
            weight=np.array([row.weight for row in sheet.rows], dtype=np.float32),
            relations=wanted,
            denied=np.array(
                [-1 if row.meant is None else row.meant[0] == Polarity.DENIED for row in sheet.rows], dtype=np.float32
            ),
            modality=np.array([-1 if row.meant is None else MODALITIES.index(row.meant[1]) for row in sheet.rows]),
            far=np.array([row.far for row in sheet.rows]),
        )


def calibrate(given: Sequence[Record], records: Sequence[Record], texts: dict[str, str]) -> tuple[float, float]:
    """Slope and shift that make raw confidences shares of right ones."""
    scores = evaluate(given, records, known_entities(SEEDS.resolve()).values(), texts)
    right = {id(p) for p, _ in scores.matched}
    judged = [p for p in given if id(p) in right or any(p is s for s in scores.spurious)]
    raw = [[math.log(p["confidence"] / (1 - p["confidence"]))] for p in judged if 0 < p["confidence"] < 1]
    model = LogisticRegression(C=100).fit(raw, [id(p) in right for p in judged if 0 < p["confidence"] < 1])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def learn(read: Iterable[tuple[Document, Sequence[Record]]]) -> list[Sheet]:
    """Sheets of the documents with these records."""
    extractor, names = Extractor(SEEDS), Names(known_entities(SEEDS.resolve()).values())
    return [sheet for document, records in read for sheet in sheets(extractor, document, records, names)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--away", type=Path, default=AWAY_JUDGE, help="where the first judge is kept")
    options = parser.parse_args()
    records = [r for part in ("train", "dev", "curated") for r in gold(part)]
    known = documents(options.texts, records)
    trained = {r["source_sha256"] for r in gold("train")}
    read = [*records, *(r for r in gold("second") if r["source_sha256"] in trained)]
    of = {sha: [r for r in read if r["source_sha256"] == sha] for sha in known}
    data = learn([*((document, of[sha]) for sha, document in known.items()), *written()])
    hits = sum(bool(row.relations) for sheet in data for row in sheet.rows)
    pairs, of_documents = sum(len(sheet.rows) for sheet in data), {sheet.document for sheet in data}
    print(f"{pairs} pairs of {len(of_documents)} documents, {hits} with the ends of a statement")
    kept = away()
    fit([sheet for sheet in data if sheet.document not in kept], options.away, (1.0, 0.0))
    unseen = [r for r in records if r["source_sha256"] in kept and not r.get("key")]
    texts = {sha: document.text for sha, document in known.items() if sha in kept}
    reader = Extractor(SEEDS, least=0.02, by=judge(options.away))
    shas = {r["source_sha256"] for r in unseen}
    given = found(reader, [known[sha] for sha in sorted(shas & known.keys())])
    line = calibrate(given, unseen, texts)
    with np.load(options.away / "judge.npz") as weights:
        np.savez_compressed(options.away / "judge.npz", **{**weights, "calibration": np.array(line)})
    print(f"calibration {line[0]:.2f} {line[1]:.2f}")
    fit(data, LEARNED, line)
