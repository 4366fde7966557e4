"""The ontology as rows: what a human wants to look up, read from the graph itself."""

from __future__ import annotations

from dataclasses import dataclass

from faultlines.analysis.context import rule_sentences
from faultlines.store import KnowledgeGraph
from faultlines.terms import FL


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology."""

    name: str
    """Its short name, such as `fl:opposes`."""
    label: str
    definition: str
    group: str = ""
    """The label of the family of a relation, the wider class of a class, the list of a value."""
    sign: str = ""
    notation: str = ""
    """PLOVER and CAMEO codes."""
    uses: int = 0
    """How many statements have the relation."""


@dataclass(frozen=True, slots=True)
class Reference:
    """All terms, by what they are."""

    relations: tuple[Term, ...]
    classes: tuple[Term, ...]
    values: tuple[Term, ...]
    fields: tuple[Term, ...]
    rules: tuple[Term, ...]


_RELATIONS = """SELECT ?name ?label ?definition ?group ?sign
  (GROUP_CONCAT(DISTINCT ?code; SEPARATOR=", ") AS ?codes) (COUNT(DISTINCT ?statement) AS ?uses) WHERE {
  ?name fl:family/skos:prefLabel ?group ; fl:sign/skos:prefLabel ?sign .
  ?name rdfs:label ?label ; skos:definition ?definition .
  OPTIONAL { ?name skos:notation ?notation
    BIND(CONCAT(UCASE(REPLACE(STR(DATATYPE(?notation)), "^.*#", "")), " ", STR(?notation)) AS ?code) }
  OPTIONAL { ?statement fl:relation ?name }
} GROUP BY ?name ?label ?definition ?group ?sign ORDER BY ?group ?label"""
_CLASSES = """SELECT ?name ?label ?definition (COALESCE(MIN(?wide), "") AS ?group) WHERE {
  ?name a owl:Class ; rdfs:label ?label ; skos:definition ?definition .
  OPTIONAL { ?name rdfs:subClassOf/rdfs:label ?wide }
  FILTER(STRSTARTS(STR(?name), STR(fl:)))
} GROUP BY ?name ?label ?definition ORDER BY ?group ?label"""
_VALUES = """SELECT ?name ?label ?definition ?group WHERE {
  ?name skos:inScheme/skos:prefLabel ?group ; skos:prefLabel ?label ; skos:definition ?definition .
  FILTER(STRSTARTS(STR(?name), STR(fl:)))
} ORDER BY ?group ?label"""
_FIELDS = """SELECT ?name ?label ?definition WHERE {
  VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
  ?name a ?kind ; rdfs:label ?label ; skos:definition ?definition .
  FILTER(STRSTARTS(STR(?name), STR(fl:))) FILTER NOT EXISTS { ?name fl:family ?family }
} ORDER BY ?label"""


def reference(kg: KnowledgeGraph) -> Reference:
    """Every term of the ontology with its label and definition, and every rule with its sentence."""

    def terms(query: str, *columns: str) -> tuple[Term, ...]:
        rows = kg.query(query.replace("STR(fl:)", f'"{FL}"')).rows()
        return tuple(Term(**dict(zip(columns, row, strict=True))) for row in rows)  # type: ignore[arg-type]  # by column

    plain = ("name", "label", "definition")
    rules = tuple(Term(name, name.replace("-", " "), sentence) for name, sentence in rule_sentences().items())
    return Reference(
        relations=terms(_RELATIONS, *plain, "group", "sign", "notation", "uses"),
        classes=terms(_CLASSES, *plain, "group"),
        values=terms(_VALUES, *plain, "group"),
        fields=terms(_FIELDS, *plain),
        rules=rules,
    )
