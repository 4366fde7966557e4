"""What a page says plainly when it lacks: which of the relations it looks for none of its statements has."""

from __future__ import annotations

from collections import Counter
from typing import Any

from faultlines.terms import RELATIONS
from faultlines.views.words import relation_words


def absent(network: Any) -> list[str]:
    """How the page's relations that none of its statements has are read; derived ones are left to the tables.

    Elsewhere in the graph they may be stated: of other ends than the page draws.
    """
    looked_for = network.graph.get("relations", {})
    found = Counter(relation for *_, relation in network.edges(data="relation"))
    return [
        relation_words({"relation": relation, "relation_label": label})
        for relation, label in looked_for.items()
        if not found[relation] and (relation not in RELATIONS or RELATIONS[relation].family != "derived")
    ]
