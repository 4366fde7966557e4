"""Which relations the shapes of the ontology admit between two ends: what no curator could keep is not given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from faultlines import paths
from faultlines.terms import FL, PREFIXES, RELATIONS, short

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

_CLASSES: Final = """
SELECT ?statements ?end ?class {
  ?shape sh:targetObjectsOf ?statements ; sh:property ?of .
  ?of sh:path ?end ; sh:class|(sh:or/rdf:rest*/rdf:first/sh:class) ?wide .
  ?class rdfs:subClassOf* ?wide
}"""


@cache
def admitted(subject: str, object: str) -> frozenset[str]:
    """The relations that a subject and an object of these classes may have.

    >>> sorted(admitted("Person", "State") & {"headOf", "seeks", "supports"})
    ['headOf', 'supports']
    """
    table = _table()
    wanted = ((f"{FL}subject", subject), (f"{FL}object", object))
    return frozenset(r for r in RELATIONS if all(cls in table.get((r, end), {cls}) for end, cls in wanted))


@cache
def _table() -> Mapping[tuple[str, str], frozenset[str]]:
    """(relation, end) → the classes of its ends, where a shape says them."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    for path in sorted(paths.ontology().glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    prefixes = {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}
    for statements, end, cls in cast("QuerySolutions", store.query(_CLASSES, prefixes=prefixes)):
        found[short(statements.value).removeprefix("p:"), end.value].add(short(cls.value).removeprefix("fl:"))
    return {key: frozenset(classes) for key, classes in found.items()}
