"""Fit the judge of the extractor: `python benchmarks/extraction/fit.py --texts FOLDER… [--away FOLDER]`.

A pair counts as right where both its ends are those of a gold statement in the same sentence, of either of two
annotators, arguable gold aside; in part, where its content has the gold's words beside others. Its relations are those
that they hold right. A first judge, kept in `--away`, does
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
from typing import Any, NamedTuple

import numpy as np
from common import AWAY_JUDGE, SEEDS, away, documents, found, gold
from net import Lesson, save, train
from sklearn.linear_model import LogisticRegression
from written import written

from faultlines.evaluate import evaluate
from faultlines.evaluate.ends import ALIKE, End, Names
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
from faultlines.extract.wording import Word, phrase
from faultlines.terms import Modality, Polarity

Record = dict[str, Any]
SELDOM, FEW = 20, 8
"""A trait of fewer pairs, a relation of fewer pairs is not learned."""
ALSO = 0.7
"""How right a relation is that the annotator only holds right as well."""
SPARSE = 0.5
"""What a wrong pair of a curated document counts: its curators recorded what they cared for."""

SHARE, SUREST = 0.1, 0.75
"""A phrase of whose words the gold has a smaller share says something else; how surely others say it, whose label is
not the gold's, rises with the share."""


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
    right: float
    """How surely its ends are those of a statement, once its content is worded as a reader would."""
    weight: float
    """0 where it is arguable, or the annotator has recorded it from another sentence."""
    far: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a content speaks of: its head's place, and of each word the place, the traits, whether the gold has it."""

    head: int
    words: tuple[tuple[int, tuple[str, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sentence with its rows."""

    document: str
    text: str
    rows: tuple[Row, ...]
    phrases: tuple[Phrase, ...]


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
        rows, start = [], sentence.span.start_char
        worded: dict[int, Worded] = {}
        for pair in consider(sentence.span, sentence.refs, sentence.drafts):
            token = pair.pair.token
            at = sentence.block.offset(token.idx)
            if token.idx < sentence.block.own:
                continue
            holder, content = _end(pair.pair.holder), _end(pair.pair.content)
            held = [
                item
                for place in found_at.main_of([(at, at + len(token))])
                for item in there[place]
                if names.same(holder, item.subject)
            ]
            its, right = [item for item in held if names.same(content, item.object)], 1.0
            if held and pair.pair.content.how in ("issue", "clause"):
                words = phrase(token, sentence.refs)
                best = max((Worded.of(words, item, names) for item in its or held), key=lambda w: w.alike)
                if best.alike >= ALIKE and best.share >= SHARE:
                    if not its:
                        its, right = [best.item], min(SUREST, best.share + SHARE)
                    worded[token.idx] = max(worded.get(token.idx, best), best, key=lambda w: w.alike)
            elsewhere = not its and (holder.label.lower(), content.label.lower()) in anywhere
            arguable = bool(its) and all(item.arguable for item in its)
            rows.append(_row(pair, start, its, right, 0.0 if arguable or elsewhere else sparse))
        if rows:
            phrases = [
                Phrase(
                    head - start,
                    tuple((w.token.idx - start, w.traits, kept) for w, kept in zip(its.words, its.kept, strict=True)),
                )
                for head, its in worded.items()
            ]
            yield Sheet(document.sha256, sentence.span.text, tuple(rows), tuple(phrases))


class Worded(NamedTuple):
    """A phrase beside the wording of a gold object."""

    item: Any
    words: Sequence[Word]
    kept: Sequence[bool]
    alike: float
    """Dice's coefficient of the gold's words and those kept."""
    share: float
    """The part of the words that are kept."""

    @classmethod
    def of(cls, words: Sequence[Word], item: Any, names: Names) -> Worded:
        """That of a phrase beside the object of an item."""
        best = cls(item, words, [False] * len(words), 0.0, 0.0)
        for wanted in names.wordings(item.object):
            kept = [any(mine & its for mine, its in zip(names.bags(w.text), wanted, strict=True)) for w in words]
            mine = frozenset().union(*(names.bags(w.text)[0] for w, k in zip(words, kept, strict=True) if k))
            alike = 2 * len(mine) / (len(mine) + len(wanted[0])) if wanted[0] else 0.0
            if alike > best.alike:
                best = cls(item, words, kept, alike, sum(kept) / len(kept))
        return best


def _row(pair: Considered, start: int, its: Sequence[Any], right: float, weight: float) -> Row:
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
        right=right if its else 0.0,
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
    seen = Counter(name for sheet in data for its in sheet.phrases for _, names, _ in its.words for name in names)
    of_words = sorted(name for name, n in seen.items() if n >= SELDOM)
    lessons = list(_lessons(data, *({name: i for i, name in enumerate(n)} for n in (traits, relations, of_words))))
    save(train(lessons, len(traits), len(relations), len(of_words)), folder, traits, relations, of_words, line)
    print(f"{len(traits)} traits, {len(relations)} relations, {len(of_words)} of words → {folder}", flush=True)


def _lessons(
    data: Sequence[Sheet], traits: dict[str, int], relations: dict[str, int], of_words: dict[str, int]
) -> Iterator[Lesson]:
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
        words = [(each.head, *word) for each in sheet.phrases for word in each.words]
        places_of = np.array([(head, at) for head, at, _, _ in words]).reshape(-1, 2)
        known = [[(traits[n], v) for n, v in row.traits.items() if n in traits] for row in sheet.rows]
        yield Lesson(
            document=sheet.document,
            pieces=read.ids,
            spots=spots,
            traits=[([n for n, _ in each], [v for _, v in each]) for each in known],
            right=np.array([row.right for row in sheet.rows], dtype=np.float32),
            weight=np.array([row.weight for row in sheet.rows], dtype=np.float32),
            relations=wanted,
            denied=np.array(
                [-1 if row.meant is None else row.meant[0] == Polarity.DENIED for row in sheet.rows], dtype=np.float32
            ),
            modality=np.array([-1 if row.meant is None else MODALITIES.index(row.meant[1]) for row in sheet.rows]),
            far=np.array([row.far for row in sheet.rows]),
            words=np.searchsorted(starts(read), places_of, side="right") - 1,
            word_traits=[[of_words[n] for n in names if n in of_words] for _, _, names, _ in words],
            kept=np.array([kept for *_, kept in words], dtype=np.float32),
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
