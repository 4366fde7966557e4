"""Fit the judge of the extractor: `python benchmarks/extraction/fit.py TEXTS…` writes extract/judge.json.

A pair counts as right where both its ends are those of a gold statement in the same sentence, arguable gold
aside; its relations are those that the annotator holds right. The confidence is calibrated on documents that the
weights did not see.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from common import SEEDS, annotated_to, documents, found, gold
from scipy.sparse import vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from faultlines.evaluate import evaluate
from faultlines.evaluate.ends import End, Names
from faultlines.evaluate.items import items
from faultlines.evaluate.places import Places
from faultlines.evaluate.world import known_entities
from faultlines.extract.consider import consider
from faultlines.extract.documents import Document
from faultlines.extract.judge import WEIGHTS, Judge
from faultlines.extract.pipeline import Extractor
from faultlines.extract.refs import Ref

Record = dict[str, Any]
MATCH, RELATION = 0.2, 0.5
"""Inverses of the L1 penalties: most traits weigh nothing. Chosen by the development documents, left out of the fit."""
SELDOM, FEW = 6, 8
"""A trait of fewer pairs, a relation of fewer pairs is not learned."""
ALSO = 0.7
"""How right a relation is that the annotator only holds right as well."""
SPARSE = 0.5
"""What a wrong pair of a curated document counts: its curators recorded what they cared for."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of a document with its traits and what the gold says of it."""

    document: str
    traits: dict[str, float]
    relations: frozenset[str]
    """Those that the annotator wrote."""
    also: frozenset[str]
    """Those held right as well."""
    arguable: bool
    weight: float


def rows(extractor: Extractor, document: Document, records: Sequence[Record], names: Names) -> Iterator[Row]:
    """The pairs of a document's annotated part."""
    wanted = items(records, {})
    sparse = SPARSE if records[0].get("key") else 1.0
    places = Places(document.text)
    end = annotated_to(records).get(document.sha256, len(document.text))
    there: dict[int, list[Any]] = defaultdict(list)
    for item in wanted:
        for place in places.all_of(item.spans):
            there[place].append(item)
    for sentence in extractor.sentences(document)[1]:
        for pair in consider(sentence.span, sentence.refs, sentence.drafts):
            token = pair.pair.token
            start = sentence.block.offset(token.idx)
            if token.idx < sentence.block.own or start >= end:
                continue
            its = [
                item
                for place in places.main_of([(start, start + len(token))])
                for item in there[place]
                if names.same(_end(pair.pair.holder), item.subject) and names.same(_end(pair.pair.content), item.object)
            ]
            said = frozenset(item.relation for item in its)
            also = frozenset(r for item in its for r in item.also) - said
            arguable = bool(its) and all(item.arguable for item in its)
            yield Row(document.sha256, pair.traits, said, also, arguable, 1.0 if said else sparse)


def _end(ref: Ref) -> End:
    return End("" if ref.id.startswith("new:") else ref.id, ref.label)


def fit(data: Sequence[Row], calibration: tuple[float, float] = (1.0, 0.0)) -> dict[str, Any]:
    """The judge's weights."""
    counts = Counter(name for row in data for name in row.traits)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(
        [{k: v for k, v in row.traits.items() if counts[k] >= SELDOM} for row in data]
    ).tocsr()
    sure = np.array([not row.arguable for row in data])
    right = np.array([bool(row.relations) for row in data])
    models = [_linear(MATCH, matrix[sure], right[sure], [row.weight for row in data if not row.arguable])]
    hits = [row for row in data if row.relations]
    counted = Counter(r for row in hits for r in row.relations | row.also)
    relations = sorted(r for r, n in counted.items() if n >= FEW)
    models += [_relation(relation, matrix[right], hits) for relation in relations]
    traits: dict[str, dict[str, float]] = {}
    for column, model in enumerate(models):
        for place in np.flatnonzero(np.abs(model.coef_[0]) >= 0.01):
            weight = round(float(model.coef_[0][place]), 2)
            traits.setdefault(str(vectors.feature_names_[place]), {})[str(column)] = weight
    return {
        "calibration": [round(c, 4) for c in calibration],
        "relations": relations,
        "bias": [round(float(model.intercept_[0]), 3) for model in models],
        "traits": dict(sorted(traits.items())),
    }


def _relation(relation: str, matrix: Any, hits: Sequence[Row]) -> LogisticRegression:
    also = np.array([relation in row.also for row in hits])
    right = np.array([relation in row.relations for row in hits]) | also
    again = np.flatnonzero(also)  # what is only held right as well is in part a wrong answer
    weights = [*np.where(also, ALSO, 1.0), *np.full(len(again), 1 - ALSO)]
    return _linear(RELATION, vstack([matrix, matrix[again]]).tocsr(), [*right, *np.zeros(len(again), bool)], weights)


def _linear(strength: float, matrix: Any, right: Any, weights: Iterable[float] | None = None) -> LogisticRegression:
    model = LogisticRegression(l1_ratio=1.0, C=strength, solver="liblinear", tol=0.01, max_iter=80, random_state=0)
    return model.fit(matrix, right, sample_weight=None if weights is None else np.array(list(weights)))


def left_out(
    data: Sequence[Row],
    known: dict[str, Document],
    ends: dict[str, int],
    calibration: tuple[float, float] = (1.0, 0.0),
    leasts: Sequence[float | None] = (0.02,),
) -> list[list[Record]]:
    """For each least confidence (None: as shipped) the candidates of each document, by a judge that did not see it."""
    shas = sorted(known)
    out: list[list[Record]] = [[] for _ in leasts]
    for fold in range(FOLDS):
        away = shas[fold::FOLDS]
        unseen = Judge(fit([row for row in data if row.document not in away], calibration))
        for least, given in zip(leasts, out, strict=True):
            given += found(Extractor(SEEDS, least=least, by=unseen), [known[sha] for sha in away], ends)
    return out


def calibrate(given: Sequence[Record], records: Sequence[Record], texts: dict[str, str]) -> tuple[float, float]:
    """Slope and shift that make raw confidences shares of right ones, by annotated, not curated, documents."""
    scores = evaluate(given, records, known_entities(SEEDS.resolve()).values(), texts)
    right = {id(p) for p, _ in scores.matched}
    judged = [p for p in given if id(p) in right or any(p is s for s in scores.spurious)]
    raw = [[math.log(p["confidence"] / (1 - p["confidence"]))] for p in judged if 0 < p["confidence"] < 1]
    model = LogisticRegression(C=100).fit(raw, [id(p) in right for p in judged if 0 < p["confidence"] < 1])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def learn(folders: list[Path]) -> tuple[list[Row], dict[str, Document], list[Record]]:
    """Rows of all documents that may be learned from, those documents, and their records."""
    records = [r for part in ("train", "dev", "curated") for r in gold(part)]
    known = documents(folders, records)
    extractor, names = Extractor(SEEDS, by=Judge(EMPTY)), Names(known_entities(SEEDS.resolve()).values())
    of = {sha: [r for r in records if r["source_sha256"] == sha] for sha in known}
    return [row for sha, document in known.items() for row in rows(extractor, document, of[sha], names)], known, records


EMPTY = {"calibration": [1.0, 0.0], "relations": ["supports"], "bias": [0.0, 0.0], "traits": {}}

if __name__ == "__main__":
    data, known, records = learn([Path(a) for a in sys.argv[1:]])
    hits = sum(bool(row.relations) for row in data)
    print(f"{len(data)} pairs of {len(known)} documents, {hits} with the ends of a statement")
    annotated = [r for r in records if not r.get("key")]
    (given,) = left_out(data, known, annotated_to(records))
    line = calibrate(given, annotated, {sha: d.text for sha, d in known.items()})
    weights = fit(data, line)
    WEIGHTS.write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    print(f"{len(weights['traits'])} traits, calibration {line[0]:.2f} {line[1]:.2f} → {WEIGHTS}")
