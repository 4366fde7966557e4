"""The PLOVER gold events as a test of typed dyads: does the extractor find who does what kind of thing to whom.

A record is kept if its source and its target name two different states (by the gazetteer, officials standing for
their state). Typed: a candidate leads from the one to the other (either way for mutual relations) with a relation
that says the record's type; the other may be its object, its addressee or what it is about. Odd records are for
development, even ones for the report.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common import SEEDS

from faultlines.evaluate.score import MUTUAL
from faultlines.extract.documents import Document
from faultlines.extract.names import Gazetteer, gazetteer
from faultlines.extract.pipeline import Extractor


@dataclass(frozen=True, slots=True)
class Dyad:
    """One gold event between two states."""

    id: str
    text: str
    source: str
    target: str
    code: str


def states(mention: str, names: Gazetteer) -> list[str]:
    """The states that a mention names, by its longest names, in its order."""
    found: dict[str, None] = {}
    position = 0
    while position < len(mention):
        word = re.match(r"[\w.]+", mention[position:])
        if word is None:
            position += 1
            continue
        hit = next(
            (
                n
                for key in {word.group(), word.group().rstrip(".")}
                for n in names.starting(mention, position, key)
                if not mention[position + len(n) : position + len(n) + 1].isalnum()
            ),
            None,
        )
        owner = names.owner(names.names[hit][0].entity) if hit is not None else ""
        if owner and names.entities[owner].cls in ("State", "DisputedTerritory"):
            found[owner] = None
        position += len(hit or word.group())
    return list(found)


def dyads(path: Path) -> list[Dyad]:
    """The records between two states, in the file's order."""
    names = gazetteer(SEEDS.resolve())
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        sources = list(dict.fromkeys(s for m in record["source"] for s in states(m, names)))
        targets = list(dict.fromkeys(s for m in record["target"] for s in states(m, names)))
        if not targets:  # a mutual event has all its parties as sources
            sources, targets = sources[:1], sources[1:]
        pair = next(((s, t) for s in sources for t in targets if s != t), None)
        if pair is not None:
            out.append(Dyad(record["id"], record["text"], *pair, record["plover"]))
    return out


KINDS = {
    "AGREE": "cooperatesWith offers",
    "CONSULT": "negotiatesWith meetsWith calls visits mediates",
    "SUPPORT": "supports",
    "COOPERATE": "cooperatesWith",
    "AID": "providesSupportTo supportsMilitarily",
    "CONCEDE": "",
    "RETREAT": "easesSanctionsOn withdrawsFrom",
    "DEMAND": "demands",
    "DISAPPROVE": "accuses criticizes",
    "INVESTIGATE": "accuses",
    "REJECT": "opposes",
    "THREATEN": "threatens",
    "PROTEST": "criticizes opposes",
    "COERCE": "pressures cyberAttacks seizes occupies represses",
    "MOBILIZE": "deploysForcesNear",
    "SANCTION": "imposesSanctionsOn considersSanctionsOn withdrawsFrom",
    "ASSAULT": "attacks cyberAttacks",
    "FIGHT": "attacks",
}
"""The gold's event types → relations that say them: the ontology's notations, REQUEST being the older DEMAND, ACCUSE
DISAPPROVE and INVESTIGATE, ASSAULT FIGHT as well; CONCEDE has no relation, so its records can only be missed."""


INTENT = frozenset(
    (
        "supports",
        "providesSupportTo",
        "supportsMilitarily",
        "easesSanctionsOn",
        "withdrawsFrom",
        "mediates",
        "negotiatesWith",
    )
)
"""What is AGREE in PLOVER as long as it is only intended."""


def score(chosen: list[Dyad], extractor: Extractor) -> Iterator[tuple[Dyad, bool, bool, list[str]]]:
    """(dyad, pair found, typed, relations found between the two) for each."""
    for dyad in chosen:
        found = extractor(Document(name=dyad.id, text=dyad.text, sha256="0" * 64))
        owners = {e.id: e.belongs_to[0] for e in found.entities if e.belongs_to}
        relations, intended = [], False
        for s in found.statements:
            subject, *others = (
                owners.get(e) or extractor.names.owner(e) or e for e in (s.subject, s.object, *s.to, *s.about)
            )
            straight = subject == dyad.source and dyad.target in others
            back = s.relation in MUTUAL and subject == dyad.target and dyad.source in others
            if straight or back:
                relations.append(s.relation)
                intended |= s.relation in INTENT and s.modality.value in ("forecast", "possible", "desired")
        typed = (dyad.code == "AGREE" and intended) or any(r in KINDS[dyad.code].split() for r in relations)
        yield dyad, bool(relations), typed, relations


def main() -> None:
    """Score one half of the dyads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the PLOVER gold records")
    parser.add_argument("half", choices=("odd", "even"))
    parser.add_argument("--show", action="store_true", help="print the dyads whose type was not found")
    options = parser.parse_args()
    all_dyads = dyads(options.file)
    part = [d for i, d in enumerate(all_dyads) if i % 2 == (0 if options.half == "odd" else 1)]
    results = list(score(part, Extractor(SEEDS)))
    pairs, typed = sum(p for _, p, _, _ in results), sum(t for _, _, t, _ in results)
    print(f"{len(all_dyads)} dyads, {len(part)} {options.half}: some relation {pairs}, typed {typed}; ", end="")
    print(f"recall {typed / len(part):.2f}, precision {typed / max(1, pairs):.2f}")
    for dyad, _, ok, relations in results:
        if options.show and not ok:
            ends = dyad.source.removeprefix("actor:"), dyad.target.removeprefix("actor:")
            print(dyad.code, *ends, relations, "|", dyad.text)


if __name__ == "__main__":
    main()
