"""Fit the confidence of the extractor: `python benchmarks/extraction/fit.py TEXTS…` writes extract/confidence.json.

A candidate counts as right where it matches gold at the accepted level, arguable gold aside. Features that occur
seldom are left out, so that no single frame is learned by heart.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from common import SEEDS, candidates, documents, gold
from sklearn.linear_model import LogisticRegression

from faultlines.evaluate import evaluate
from faultlines.extract.confidence import WEIGHTS
from faultlines.extract.names import gazetteer
from faultlines.extract.pipeline import Extractor

SELDOM = 6
"""A feature of fewer candidates is not used."""
STRENGTH = 0.2
"""Inverse of the L2 penalty; chosen on the development half by leave-one-document-out F1."""
SPARSE = 0.5
"""What a candidate of a curated document counts: its curators recorded what they cared for, so that many a
candidate that matches none of their statements is right all the same. Chosen like STRENGTH."""

Rows = list[tuple[str, dict[str, float], int, float]]
"""(document, features, right or not, weight) of every candidate that gold judges."""


def rows(records: list[dict[str, Any]], predictions: list[dict[str, Any]], texts: dict[str, str]) -> Rows:
    """What the fit learns from."""
    scores = evaluate(predictions, records, gazetteer(SEEDS.resolve()).entities.values(), texts)
    right = {id(p) for p, _ in scores.matched}
    wrong = {id(p) for p in scores.spurious}
    sparse = {r["source_sha256"] for r in gold("curated")}
    return [
        (p["source_sha256"], p["features"], int(id(p) in right), SPARSE if p["source_sha256"] in sparse else 1.0)
        for p in predictions
        if id(p) in right | wrong
    ]


def fit(data: Rows) -> dict[str, float]:
    """Feature → weight; the bias under the empty name."""
    counts = Counter(name for _, features, *_ in data for name, value in features.items() if value)
    names = sorted(name for name, count in counts.items() if count >= SELDOM)
    matrix = np.array([[features.get(name, 0.0) for name in names] for _, features, *_ in data])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(matrix, [right for *_, right, _ in data], sample_weight=[weight for *_, weight in data])
    return {"": round(float(model.intercept_[0]), 4)} | {
        name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)
    }


def learn(folders: list[Path], parts: list[str]) -> Rows:
    """Candidates and verdicts of the named parts of the gold."""
    records = [r for part in parts for r in gold(part)]
    found = documents(folders, records)
    extractor = Extractor(SEEDS, least=0.0)
    predictions = [p for document in found.values() for p in candidates(extractor, document)]
    return rows(records, predictions, {sha: d.text for sha, d in found.items()})


if __name__ == "__main__":
    data = learn([Path(a) for a in sys.argv[1:]], ["dev", "curated"])
    weights = fit(data)
    WEIGHTS.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n")
    print(f"{len(data)} candidates of {len({d for d, *_ in data})} documents, {len(weights)} weights → {WEIGHTS}")
