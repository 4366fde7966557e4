"""What every page's network carries beside its statements: names, sources, rules, and the statements behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

import networkx as nx

from faultlines import paths
from faultlines.analysis.network import add_statement, evidence
from faultlines.errors import UnknownName
from faultlines.rules import rule_files
from faultlines.store import KnowledgeGraph
from faultlines.terms import RELATIONS

_REFERENCES: Final = ("condition", "unless", "responds_to", "advances", "grounds")
"""Fields of a record that name other statements."""


def start(kg: KnowledgeGraph, name: str, title: str = "", sentence: str = "") -> nx.MultiDiGraph[str]:
    """An empty network that knows its page's name, and the graph's counts and sources.

    Title and sentence are for a page that is drawn from the network alone; other pages have them in their view.
    """
    return nx.MultiDiGraph(
        name=name,
        title=title,
        sentence=sentence,
        counts=dict(kg.manifest["counts"]),
        sources={i: _source(kg, s) for i, s in kg.manifest["sources"].items()},
    )


def _source(kg: KnowledgeGraph, source: Mapping[str, Any]) -> dict[str, Any]:
    """What the manifest knows of a source, with the names of its author and publishers."""
    publisher = source["published_first_by"]
    return {
        **source,
        "author_labels": [kg.label(i) for i in source["author"]],
        "publisher_label": kg.label(publisher) if publisher else "",
        "republisher_labels": [kg.label(i) for i in source["republished_by"]],
    }


def add(kg: KnowledgeGraph, graph: nx.MultiDiGraph[str], **filters: Any) -> None:
    """Add the statements that pass the filters of `kg.statements`, those of sources and those of rules."""
    for statement in kg.statements(derived=None, **filters):
        add_statement(kg, graph, statement)


def finish(
    kg: KnowledgeGraph, graph: nx.MultiDiGraph[str], families: Iterable[str], relations: Iterable[str] = ()
) -> None:
    """Add what every page needs: names of its things, of the relations it looked for, and the statements behind."""
    looked_for = [r for r, known in RELATIONS.items() if known.family in set(families) or r in set(relations)]
    graph.graph["relations"] = {r: kg.relation_labels.get(r, r) for r in looked_for}
    graph.graph["rules"] = rule_sentences()
    _add_names(kg, graph)
    _add_behind(kg, graph)


def rule_sentences() -> dict[str, str]:
    """Name of each rule → the sentence that its file begins with."""
    return {
        name: path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
        for name, path in rule_files(paths.ontology())
    }


def aliases(kg: KnowledgeGraph) -> dict[str, tuple[str, ...]]:
    """Id of each thing with other names → these, sorted."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for entity, name in kg.query("SELECT ?entity ?name WHERE { ?entity skos:altLabel ?name }").rows():
        names[str(entity)].add(str(name))
    return {entity: tuple(sorted(found)) for entity, found in names.items()}


def contested(graph: nx.MultiDiGraph[str]) -> dict[str, list[str]]:
    """Each place of a network that rules conclude to be contested → by whom."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place, actor, relation in graph.edges(data="relation"):
        if relation == "contestedBy":
            found[place].add(actor)
    return {place: sorted(actors) for place, actors in sorted(found.items())}


def _add_names(kg: KnowledgeGraph, graph: nx.MultiDiGraph[str]) -> None:
    names = aliases(kg)
    rows = kg.query("SELECT ?entity ?text WHERE { ?entity skos:definition ?text }").rows()
    definitions = {str(entity): str(text) for entity, text in rows}
    for node in graph:
        graph.nodes[node]["aliases"] = list(names.get(node, ()))
        graph.nodes[node]["definition"] = definitions.get(node, "")


def _add_behind(kg: KnowledgeGraph, graph: nx.MultiDiGraph[str]) -> None:
    """The statements that those shown refer to or were concluded from, by key; and labels of things referred to."""
    behind: dict[str, dict[str, Any]] = {}
    labels: dict[str, str] = {}
    waiting = [record for *_, record in graph.edges(data="record")] + list(graph.graph.get("threats", ()))
    while waiting:
        record = waiting.pop()
        for reference in (r for field in _REFERENCES for r in record[field]):
            if reference.partition(":")[0] not in ("statement", reference):  # an issue that a statement advances
                labels[reference] = kg.label(reference)
                continue
            key = reference.removeprefix("statement:")
            if key not in behind:
                try:
                    behind[key] = evidence(kg, kg.statement(key))
                except UnknownName:
                    continue
                waiting.append(behind[key])
    graph.graph["behind"] = dict(sorted(behind.items()))
    graph.graph["labels"] = dict(sorted(labels.items()))
