"""What a page says plainly when sources are silent: which of the relations it looks for nobody states."""

from __future__ import annotations

from collections import Counter
from typing import Any

from faultlines.terms import RELATIONS
from faultlines.views.words import relation_words


def absent(network: Any) -> list[str]:
    """How the page's relations that no statement has are read; derived ones are left to the tables."""
    looked_for = network.graph.get("relations", {})
    found = Counter(relation for *_, relation in network.edges(data="relation"))
    return [
        relation_words({"relation": relation, "relation_label": label})
        for relation, label in looked_for.items()
        if not found[relation] and (relation not in RELATIONS or RELATIONS[relation].family != "derived")
    ]
