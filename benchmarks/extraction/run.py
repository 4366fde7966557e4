"""How good and how fast the extractor is: `python benchmarks/extraction/run.py --texts FOLDER…` (see README.md)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from common import AWAY_JUDGE, SEEDS, away, documents, found, gold
from plover import dyads, score
from written import written

from faultlines.evaluate import evaluate
from faultlines.evaluate.values import LEVELS
from faultlines.evaluate.world import known_entities
from faultlines.extract.judge import judge
from faultlines.extract.pipeline import Extractor

Record = dict[str, Any]


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


def second_reader(folders: list[Path]) -> None:
    """How far a second careful reader agrees with the first: as well as anybody can do here."""
    second = gold("second")
    texts = {sha: document.text for sha, document in documents(folders, second).items()}
    for title, parts in (("development and train", ("dev", "train")), ("held half", ("held",))):
        first = [r for part in parts for r in gold(part) if r["source_sha256"] in texts]
        table(f"a second reader against the first, {title}", second, first, texts)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="folders that hold the documents")
    parser.add_argument("--plover", type=Path, help="the PLOVER gold records")
    parser.add_argument("--odd", action="store_true", help="the odd PLOVER dyads, for development")
    parser.add_argument("--held", action="store_true", help="score the held half, with the judge as shipped")
    parser.add_argument("--quick", action="store_true", help="without the documents of --away")
    parser.add_argument("--away", type=Path, default=AWAY_JUDGE, help="folder of the judge that did not see them")
    options = parser.parse_args()
    if not options.quick:
        kept = away()
        records = [r for part in ("train", "dev", "curated") for r in gold(part) if r["source_sha256"] in kept]
        known = documents(options.texts, records)
        texts = {sha: d.text for sha, d in known.items()}
        everything, predicted = (
            found(Extractor(SEEDS, least=least, by=judge(options.away)), known.values()) for least in (0.02, None)
        )
        print("\nby a judge that saw none of these documents")
        table("(a) curated statements", predicted, [r for r in records if r.get("key")], texts)
        for part in ("dev", "train"):
            table(f"(c) annotated, {part}", predicted, [r for r in gold(part) if r["source_sha256"] in kept], texts)
        invented = [(document, its) for document, its in written() if document.sha256 in kept]
        given = found(Extractor(SEEDS, by=judge(options.away)), [document for document, _ in invented])
        wanted = [r for _, its in invented for r in its]
        table("(d) invented texts", given, wanted, {document.sha256: document.text for document, _ in invented})
        reliability(everything, [r for r in records if not r.get("key")], texts)
        second_reader(options.texts)
    if options.held:
        held = gold("held")
        unseen = documents(options.texts, held)
        texts = {sha: d.text for sha, d in unseen.items()}
        given = found(Extractor(SEEDS), unseen.values())
        table("(c) annotated, held half, judge as shipped", given, held, texts)
    if options.plover:
        part = [d for i, d in enumerate(dyads(options.plover)) if i % 2 == (0 if options.odd else 1)]
        results = list(score(part, Extractor(SEEDS)))
        pairs, typed = sum(p for _, p, _, _ in results), sum(t for _, _, t, _ in results)
        print(f"\n(b) PLOVER, {len(part)} {'odd' if options.odd else 'even'} dyads: some relation {pairs}, ", end="")
        print(f"typed {typed}; typed recall {typed / len(part):.2f}, typed precision {typed / max(1, pairs):.2f}")


ENTITIES = list(known_entities(SEEDS.resolve()).values())

if __name__ == "__main__":
    main()
