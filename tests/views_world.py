"""An invented world as networks, built directly: no store, no seeds. Records have every field of the public record."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from faultlines.analysis.overview import Finding, Item, Name, Overview
from faultlines.terms import RELATIONS
from faultlines.views import write_pages
from faultlines.views.index import IndexPage
from faultlines.views.networks import NetworkPage

SOURCES = {
    "courier-2031-05": {"title": "What Arland fears", "date": "2031-05", "author_labels": ["Ida Quill"],
                        "publisher_label": "The Courier", "kind": "op-ed", "stance": "independent-analyst",
                        "text_quality": "original"},
    "gazette-2031-06": {"title": "Borduria answers", "date": "2031-06-02", "author_labels": [],
                        "publisher_label": "The Gazette", "kind": "news-analysis", "stance": "bordurian-state-aligned",
                        "text_quality": "machine-translated"},
}  # fmt: skip

CLASSES = {"actor": "State", "issue": "Issue", "event": "Meeting", "concept": "Concept", "area": "Area"}


def network(name: str, title: str = "", **attributes: Any) -> nx.MultiDiGraph[str]:
    attributes.setdefault("sources", SOURCES)
    attributes.setdefault("counts", {"statements": 20, "concluded": 1, "sources": 2, "entities": 14})
    return nx.MultiDiGraph(name=name, title=title or name.title(), sentence=f"What {name} shows.", **attributes)


def node(graph: nx.MultiDiGraph[str], identifier: str, label: str = "", cls: str = "", **data: Any) -> str:
    kind, _, slug = identifier.partition(":")
    graph.add_node(identifier, label=label or slug.replace("-", " ").title(), cls=cls or CLASSES.get(kind, "Issue"),
                   kind=kind, **{"aliases": [], "definition": "", **data})  # fmt: skip
    return identifier


def record(subject: str, relation: str, object_: str, **fields: Any) -> dict[str, Any]:
    source = fields.get("source", "courier-2031-05")
    known = RELATIONS.get(relation)
    record: dict[str, Any] = {
        "key": "0" * 16, "subject": subject, "subject_label": subject.partition(":")[2].replace("-", " ").title(),
        "subject_type": None, "relation": relation, "object": object_,
        "object_label": object_.partition(":")[2].replace("-", " ").title(), "object_type": None,
        "about": [], "to": [], "instrument": [], "motivation": [], "condition": [], "unless": [], "responds_to": [],
        "advances": [], "rank": None, "polarity": "affirmed", "modality": "asserted", "said_by": ["Ida Quill"],
        "said_by_ids": ["actor:ida-quill"], "via": [], "via_ids": [], "said_on": None, "since": None, "until": None,
        "source": source, "source_sha256": None, "start": 0, "end": 9, "spans": [[0, 9]], "confidence": 0.9,
        "method": "manual", "note": None, "relation_label": relation, "family": known.family if known else "",
        "sign": known.sign if known else 0, "source_title": SOURCES.get(source, {}).get("title"), "about_labels": [],
        "to_labels": [], "instrument_labels": [], "motivation_labels": [], "inferred": [], "list_complete": None,
        "grounds": [], "quotation": None,
    }  # fmt: skip
    return {**record, **fields}


def state(graph: nx.MultiDiGraph[str], subject: str, relation: str, object_: str, **fields: Any) -> str:
    """Add a statement; the two ends are made where they are missing."""
    for end in (subject, object_):
        if end not in graph:
            node(graph, end)
    if "key" not in fields:  # counting edges takes long in a multitude
        count = len(graph.edges)
        fields = {"key": f"{count:016x}", "spans": [[count * 10, count * 10 + 9]], **fields}
    fields.setdefault("subject_label", graph.nodes[subject]["label"])
    fields.setdefault("object_label", graph.nodes[object_]["label"])
    made = record(subject, relation, object_, **fields)
    draw(graph, subject, object_, made["key"], relation, made)
    return str(made["key"])


def draw(graph: nx.MultiDiGraph[str], start: str, end: str, key: str, relation: str, made: dict[str, Any]) -> None:
    names = ("family", "sign", "polarity", "modality", "confidence", "source")
    graph.add_edge(start, end, key=key, relation=relation, record=made, **{n: made[n] for n in names})


def alliances() -> nx.MultiDiGraph[str]:
    """Two blocs, a neutral, fourteen statements in all manners, one conclusion with its grounds."""
    g = network("alliances", "Alliances and rivalries")
    node(g, "actor:premier-olm", "Premier Olm", "Person", aliases=["Olm"])
    node(g, "actor:arland", "Arland", aliases=["Kingdom of Arland", "the Harbour"], definition="A maritime state.")
    for member in ("actor:arland", "actor:cascara", "actor:delmark"):
        state(g, member, "memberOf", "actor:northern-pact")
    g.nodes["actor:northern-pact"]["cls"] = "Alliance"
    state(g, "actor:premier-olm", "headOf", "actor:borduria")
    first = state(g, "actor:arland", "alliedWith", "actor:cascara", note="Named an ally.", quotation="our old ally")
    voices = {"said_by": ["Premier Olm"], "said_by_ids": ["actor:premier-olm"], "via": ["The Gazette"],
              "via_ids": ["actor:the-gazette"]}  # fmt: skip
    state(g, "actor:arland", "rivalOf", "actor:borduria", source="gazette-2031-06", said_on="2031-06-01", **voices)
    state(g, "actor:borduria", "pressures", "actor:arland", modality="possible", confidence=0.6)
    state(
        g,
        "actor:borduria",
        "pressures",
        "actor:arland",
        modality="forecast",
        confidence=0.7,
        condition=[f"statement:{first}"],
    )
    state(g, "actor:borduria", "threatens", "actor:arland", polarity="denied", source="gazette-2031-06")
    state(g, "actor:arland", "cooperatesWith", "actor:borduria", modality="desired", since="2031-05", until="2031-05")
    state(g, "actor:delmark", "criticizes", "actor:borduria", modality="conditional")
    state(g, "actor:elbonia", "cooperatesWith", "actor:borduria", about_labels=["Fishing"])
    state(g, "actor:elbonia", "cooperatesWith", "actor:arland")
    state(g, "actor:cascara", "alliedWith", "actor:arland", source="", source_title=None, method="rule:mutual",
          said_by=[], said_by_ids=[], grounds=[first], spans=[])  # fmt: skip
    g.graph["blocs"] = {
        "actor:northern-pact": ["actor:arland", "actor:cascara", "actor:delmark", "actor:northern-pact"],
        "actor:borduria": ["actor:borduria", "actor:premier-olm"],
    }
    g.graph["bloc_names"] = {
        "actor:northern-pact": ("Northern Pact", "Alliance"),
        "actor:borduria": ("Borduria", "State"),
    }
    g.graph["behind"] = {first: g.edges["actor:arland", "actor:cascara", first]["record"]}
    g.graph["rules"] = {"mutual": "An alliance holds both ways."}
    g.graph["relations"] = {"alliedWith": "is allied with", "attacks": "attacks"}
    return g


def rope() -> nx.MultiDiGraph[str]:
    """Twelve statements between Arland and Borduria, in both directions and signs; coalitions as if computed."""
    g = alliances()
    for i, relation in enumerate(("cooperatesWith", "pressures", "cooperatesWith", "accuses", "meetsWith", "alliedWith",
                                  "pressures")):  # fmt: skip
        ends = ("actor:arland", "actor:borduria")[:: 1 if i % 2 else -1]
        state(g, ends[0], relation, ends[1], source="gazette-2031-06" if i == 2 else "courier-2031-05")
    groups = (("actor:arland", "actor:cascara"), ("actor:borduria", "actor:elbonia"))
    g.graph.update(name="rope", coalitions={"groups": groups, "counted": 9, "against": 2})
    return g


def red_lines() -> nx.MultiDiGraph[str]:
    """Two versions of Arland's red lines: one act in both, one pair of close wordings, one line only here."""
    g = network("red-lines", "Red lines", matches=[("issue:base", "closeMatch", "issue:port")])
    drawn = [
        ("issue:toll-union", "courier-2031-05", "Joining is the line."), ("issue:base", "courier-2031-05", "A base."),
        ("issue:blockade", "courier-2031-05", None), ("issue:toll-union", "gazette-2031-06", "Even to ask is."),
        ("issue:port", "gazette-2031-06", "A port for warships."),
    ]  # fmt: skip
    for line, source, note in drawn:
        key = state(g, "actor:arland", "drawsRedLine", line, source=source, note=note, to=["actor:borduria"],
                    to_labels=["Borduria"], list_complete=source.startswith("courier"))  # fmt: skip
        node(g, "actor:borduria")
        made = {
            **g.edges["actor:arland", line, key]["record"],
            "drawer": "actor:arland",
            "relation_label": "is addressed to",
        }
        draw(g, line, "actor:borduria", f"{key}/to/actor:borduria", "to", made)
    ground = record("actor:elbonia", "seeks", "issue:toll-union", key="f" * 16, modality="forecast")
    threat = record(f"statement:{'f' * 16}", "threatensRedLine", "issue:toll-union", key="e" * 16, source="",
                    source_title=None, method="rule:threat", grounds=["f" * 16], said_by=[], said_by_ids=[], spans=[],
                    object_label="Toll Union")  # fmt: skip
    node(g, "actor:elbonia")
    draw(g, "actor:elbonia", "issue:toll-union", threat["key"], "threatensRedLine", threat)
    g.graph.update(red_lines=sorted({line for line, *_ in drawn}), threats=[threat], behind={ground["key"]: ground})
    return g


def spheres(places: int = 3) -> nx.MultiDiGraph[str]:
    """Arland and Borduria claim places; every other one is contested, the third by what is only forecast."""
    g = network(
        "spheres", "Spheres of influence", contested={}, relations={"claimsInfluenceOver": "claims influence over"}
    )
    for i in range(places):
        state(g, "actor:arland", "claimsInfluenceOver", f"area:isle-{i}")
        if i % 2 == 0:
            state(g, "actor:borduria", "contestsInfluenceIn", f"area:isle-{i}", source="gazette-2031-06")
            g.graph["contested"][f"area:isle-{i}"] = ["actor:arland", "actor:borduria"]
            for claimant in g.graph["contested"][f"area:isle-{i}"]:
                state(g, f"area:isle-{i}", "contestedBy", claimant, source="", source_title=None, method="rule:contest",
                      said_by=[], said_by_ids=[], spans=[], modality="forecast" if i == 2 else "asserted")  # fmt: skip
    return g


def sanctions() -> nx.MultiDiGraph[str]:
    g = network("sanctions", "Sanctions")
    state(g, "actor:arland", "imposesSanctionsOn", "actor:borduria", instrument_labels=["Toll"], since="2031-02")
    state(g, "actor:delmark", "considersSanctionsOn", "actor:borduria", modality="possible")
    state(g, "event:toll-act", "hasFunction", "concept:punitive")
    return g


def pages() -> dict[str, nx.MultiDiGraph[str]]:
    """A network for each page; nobody speaks of spheres, as in many a small graph."""
    return {"alliances": alliances(), "red-lines": red_lines(), "spheres": spheres(0), "sanctions": sanctions()}


def crowd(actors: int, statements: int, blocs: int = 4) -> nx.MultiDiGraph[str]:
    """A busy world of the size of a long document: few actors of whom much is said, many of whom little is."""
    chance = random.Random(3)  # noqa: S311 - an invented world, not a secret
    g = network("alliances", "Alliances and rivalries")
    names = [f"actor:{a}{b}" for a in ("ar", "bor", "cas", "del", "el", "fen", "gor", "hal") for b in (
        "land", "duria", "cara", "mark", "bonia", "wick", "mont", "stan", "via", "heim")][:actors]  # fmt: skip
    relations = [r for r, k in RELATIONS.items() if k.family in ("tie", "cooperation", "support", "pressure", "speech")]
    g.graph["blocs"] = {names[b]: names[b::blocs][: actors // (blocs + 1)] for b in range(blocs)}
    g.graph["bloc_names"] = {names[b]: (f"{names[b].partition(':')[2].title()} Pact", "Alliance") for b in range(blocs)}
    weights = [1 / (i + 1) for i in range(len(names))]
    for body, members in g.graph["blocs"].items():
        for member in members:
            if member != body:
                state(g, member, "memberOf", body)
    while len(g.edges) < statements:
        a, b = chance.choices(names, weights, k=2)
        if a != b:
            manner = chance.choice(["asserted"] * 5 + ["possible", "forecast", "desired", "conditional"])
            state(g, a, chance.choice(relations), b, modality=manner, source=chance.choice(list(SOURCES)),
                  confidence=chance.choice([0.5, 0.7, 0.9]), note="An own-words gloss of middling length." * 2,
                  polarity=chance.choice(["affirmed"] * 8 + ["denied"]))  # fmt: skip
    return g


def multitude(nodes: int) -> nx.MultiDiGraph[str]:
    """A large world: so many nodes, three statements for each, a few nodes with very many of them."""
    chance = random.Random(5)  # noqa: S311 - an invented world, not a secret
    g = network("multitude", "A multitude")
    ids = [node(g, f"actor:a{i:05d}", f"Actor {i}") for i in range(nodes)]
    for i in range(3 * nodes):
        a, b = chance.choice(ids), ids[int(nodes * chance.random() ** 3)]
        if a != b:
            relation = chance.choice(("alliedWith", "rivalOf", "pressures", "supports", "criticizes"))
            state(g, a, relation, b, key=f"{i:016x}", spans=[[i * 10, i * 10 + 9]])
    return g


def written(networks: Mapping[str, nx.MultiDiGraph[str]], folder: Path) -> list[Path]:
    """The pages of networks in a folder, with an index where there are several."""
    made = [NetworkPage.of(network, name) for name, network in networks.items()]
    return write_pages([*made, IndexPage(made, seen(networks))] if len(made) > 1 else made, folder)


def seen(networks: Mapping[str, nx.MultiDiGraph[str]]) -> Overview:
    """An overview of networks, with a finding that leads to the first of them."""
    name, first = next(iter(networks.items()))
    uses = Counter(end for g in networks.values() for edge in g.edges() for end in edge)
    data = {n: d for g in networks.values() for n, d in g.nodes(data=True)}
    names = [Name(n, data[n]["label"], data[n]["cls"], tuple(data[n]["aliases"]), uses[n]) for n in sorted(data)]
    items = tuple(Item(str(first.nodes[n]["label"]), name, n) for n in sorted(first))
    findings = [Finding("Who is there?", items)]
    return Overview(first.graph["counts"], ("2031-05", "2031-06-02"), first.graph["sources"], findings, names)
