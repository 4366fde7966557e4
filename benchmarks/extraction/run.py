"""How good and how fast the extractor is: `python benchmarks/extraction/run.py --texts FOLDER…` (see README.md)."""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from pathlib import Path
from typing import Any

from common import SEEDS, candidates, documents, gold
from fit import Rows, fit, rows
from plover import dyads, score

from faultlines.evaluate import evaluate
from faultlines.evaluate.values import LEVELS
from faultlines.evaluate.world import known_entities
from faultlines.extract.names import flat_lists
from faultlines.extract.pipeline import LEAST, Extractor

Record = dict[str, Any]


def chance(weights: dict[str, float], features: dict[str, float]) -> float:
    """The confidence that weights give a candidate."""
    total = weights[""] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def chosen(found: list[Record], weights: dict[str, float]) -> list[Record]:
    """What the extractor would give of its candidates: the surest reading of the same words, if sure enough."""
    sure = [(chance(weights, c["features"]), c) for c in found]
    best: dict[object, float] = defaultdict(float)
    for confidence, candidate in sure:
        best[candidate["words"]] = max(best[candidate["words"]], confidence)
    kept: dict[str, Record] = {}
    for confidence, candidate in sure:
        if confidence >= max(LEAST, best[candidate["words"]]):
            kept.setdefault(candidate["key"], {**candidate, "confidence": confidence})
    return list(kept.values())


def left_out(found: dict[str, list[Record]], data: Rows) -> list[Record]:
    """The candidates of each document, judged by weights that were learned without it."""
    return [
        candidate
        for document, its in found.items()
        for candidate in chosen(its, fit([row for row in data if row[0] != document]))
    ]


def table(title: str, predicted: list[Record], wanted: list[Record], texts: dict[str, str]) -> None:
    """Precision, recall and F1 at each level, and how attributes agree."""
    here = {r["source_sha256"] for r in wanted}
    scores = evaluate([p for p in predicted if p["source_sha256"] in here], wanted, ENTITIES, texts)
    print(f"\n{title}: {len(here)} documents, {scores.main.gold} gold, {scores.main.predicted} predicted")
    for level in reversed(LEVELS):
        s = scores.levels[level]
        print(f"  {level:9} precision {s.precision:.3f}  recall {s.recall:.3f}  F1 {s.f1:.3f}")
    print("  " + "  ".join(f"{name} {share.value or 0:.2f}" for name, share in scores.attributes.items()))


def reliability(predicted: list[Record], wanted: list[Record], texts: dict[str, str]) -> None:
    """Said and true chances by tenths, arguable gold aside."""
    scores = evaluate(predicted, wanted, ENTITIES, texts)
    right = {id(p) for p, _ in scores.matched}
    judged = [p for p in predicted if id(p) in right or any(p is s for s in scores.spurious)]
    print("\nreliability (confidence → share right)")
    error = 0.0
    for low in range(10):
        bin_ = [p for p in judged if low <= min(p["confidence"], 0.9999) * 10 < low + 1]
        if bin_:
            true = sum(id(p) in right for p in bin_) / len(bin_)
            said = sum(p["confidence"] for p in bin_) / len(bin_)
            error += abs(true - said) * len(bin_) / len(judged)
            print(f"  {low / 10:.1f}–{low / 10 + 0.1:.1f}  {len(bin_):4}  said {said:.2f}  true {true:.2f}")
    print(f"  expected calibration error {error:.3f}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="folders that hold the documents")
    parser.add_argument("--plover", type=Path, help="the PLOVER gold records")
    parser.add_argument("--odd", action="store_true", help="the odd PLOVER dyads, for development")
    parser.add_argument("--held", action="store_true", help="score the held half, with the weights as shipped")
    options = parser.parse_args()
    extractor = Extractor(SEEDS, least=0.0)
    parts = {part: gold(part) for part in ("curated", "dev")}
    known = [r for records in parts.values() for r in records]
    found = documents(options.texts, known)
    texts = {sha: d.text for sha, d in found.items()}
    made = {sha: candidates(extractor, d) for sha, d in found.items()}
    everything = [c for its in made.values() for c in its]
    predicted = left_out(made, rows(known, everything, texts))
    table("(a) curated statements, leave one document out", predicted, parts["curated"], texts)
    table("(c) annotated, development half, leave one document out", predicted, parts["dev"], texts)
    reliability(predicted, known, texts)
    if options.held:
        held = gold("held")
        unseen = documents(options.texts, held)
        shipped = Extractor(SEEDS)
        names = {sha: shipped(d).records(flat_lists(SEEDS)) for sha, d in unseen.items()}
        given = [r | {"source_sha256": sha} for sha, its in names.items() for r in its]
        table("(c) annotated, held half, weights as shipped", given, held, {s: d.text for s, d in unseen.items()})
    if options.plover:
        part = [d for i, d in enumerate(dyads(options.plover)) if i % 2 == (0 if options.odd else 1)]
        results = list(score(part, Extractor(SEEDS)))
        pairs, typed = sum(p for _, p, _, _ in results), sum(t for _, _, t, _ in results)
        print(f"\n(b) PLOVER, {len(part)} {'odd' if options.odd else 'even'} dyads: some relation {pairs}, ", end="")
        print(f"typed {typed}; typed recall {typed / len(part):.2f}, typed precision {typed / max(1, pairs):.2f}")


ENTITIES = list(known_entities(SEEDS.resolve()).values())

if __name__ == "__main__":
    main()
