"""Each shape meets one graph that it accepts and one that it refuses, with the very message a curator would read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, RDFS, BNode, Graph, Namespace, URIRef

from faultlines.rules import apply_rules
from faultlines.terms import KINDS, PREFIXES, RELATIONS

ONTOLOGY = Path(__file__).parent.parent / "ontology"
FL, SH = Namespace(PREFIXES["fl"]), Namespace("http://www.w3.org/ns/shacl#")
PROLOGUE = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())

GOOD = """
actor:arland a fl:State ; skos:prefLabel "Arland"@en .
actor:anna a fl:Person ; skos:prefLabel "Anna"@en ; org:memberOf actor:arland .
actor:gazette a fl:Media ; skos:prefLabel "Gazette"@en .
actor:borduria a fl:State ; skos:prefLabel "Borduria"@en .
area:valley a fl:Area ; skos:prefLabel "Valley"@en .
issue:dam a fl:Issue ; skos:prefLabel "Dam"@en .
issue:toll a fl:RedLine ; skos:prefLabel "Toll"@en .
event:fair a fl:Meeting ; skos:prefLabel "Fair"@en .
event:embargo a fl:SanctionsMeasure ; skos:prefLabel "Embargo"@en .
plan:truce a fl:Plan ; skos:prefLabel "Truce"@en .
stage:first a fl:Stage ; skos:prefLabel "First stage"@en .
period:spring a fl:Period ; skos:prefLabel "Spring"@en .
concept:letter a fl:Concept ; skos:prefLabel "Letter"@en .
concept:census a fl:Concept ; skos:prefLabel "Census"@en ; dct:source "looked up" .

source:post a fl:Source ; dct:title "Post" ; dct:creator actor:gazette ; fl:publishedFirstBy actor:gazette ;
  fl:republishedBy actor:gazette ; fl:sourceKind "news" ; fl:stance "unknown" ; fl:textQuality fl:machineTranslated ;
  fl:sha256 "0000000000000000000000000000000000000000000000000000000000000000" ; fl:characters 1000 ;
  fl:curator "nobody" ; fl:date "2030" .

actor:arland p:opposes statement:one . statement:one ps:opposes issue:dam ; a fl:Statement ;
  fl:subject actor:arland ; fl:relation fl:opposes ; fl:object issue:dam ; fl:polarity fl:affirmed ;
  fl:modality fl:asserted ; fl:about area:valley ; fl:to actor:borduria ; fl:instrument concept:letter ;
  fl:motivation plan:truce , stage:first , period:spring ;
  fl:condition statement:two ; fl:unless statement:two ; fl:respondsTo statement:two ; fl:advances issue:toll ;
  fl:sinceFirstDay "2030-01-01"^^xsd:date ; fl:until "2030" ; fl:untilLastDay "2030-12-31"^^xsd:date ;
  fl:method "manual" ; fl:confidence 0.7 ; fl:saidBy actor:anna ; fl:via actor:gazette ;
  fl:voice <V1> , <V2> , <V3> , <V4> , <V5> , <V6> ; fl:at <S1> ; prov:wasDerivedFrom source:post .
<V1> a fl:Voice ; fl:rank 1 ; fl:actor actor:anna .
<V2> a fl:Voice ; fl:rank 2 ; fl:actor actor:gazette .
<V3> a fl:Voice ; fl:rank 3 ; fl:actor actor:arland .
<V4> a fl:Voice ; fl:rank 4 ; fl:actor actor:anna .
<V5> a fl:Voice ; fl:rank 5 ; fl:actor actor:arland .
<V6> a fl:Voice ; fl:rank 6 ; fl:actor actor:gazette .
<S1> a oa:TextPositionSelector ; oa:start 10 ; oa:end 20 .

actor:borduria p:imposesSanctionsOn statement:two . statement:two ps:imposesSanctionsOn actor:arland ; a fl:Statement ;
  fl:subject actor:borduria ; fl:relation fl:imposesSanctionsOn ; fl:object actor:arland ; fl:polarity fl:affirmed ;
  fl:modality fl:asserted ; fl:instrument event:embargo ; fl:method "manual" ; fl:confidence 0.9 ;
  fl:note "plain words" ; fl:saidBy actor:gazette ; fl:voice <W1> ; fl:at <S2> ; prov:wasDerivedFrom source:post .
<W1> a fl:Voice ; fl:rank 1 ; fl:actor actor:gazette .
<S2> a oa:TextPositionSelector ; oa:start 0 ; oa:end 1000 .

actor:arland p:opposes statement:three . statement:three ps:opposes issue:dam ; a fl:Statement ;
  fl:subject actor:arland ; fl:relation fl:opposes ; fl:object issue:dam ; fl:polarity fl:affirmed ;
  fl:modality fl:forecast ; fl:method "rule:test" ; fl:confidence 0.7 ;
  prov:wasDerivedFrom statement:one , statement:two .

event:fair p:hasParticipant <H1> , <H2> . <H1> ps:hasParticipant actor:arland . <H2> ps:hasParticipant actor:borduria .
<H1> fl:subject event:fair .
actor:arland p:drawsRedLine <R1> . <R1> ps:drawsRedLine issue:toll ; fl:polarity fl:affirmed .
"""

NONE = ""  # replaces what is left out
CASES = [
    # shape, what of the good graph is replaced, by what, what a curator reads
    ("Subject", "fl:subject actor:arland ; fl:relation", "fl:relation", "one subject"),
    ("Subject", "fl:subject actor:arland ;", "fl:subject actor:arland , actor:anna ;", "one subject"),
    ("Object", "fl:object issue:dam ; fl:pol", "fl:pol", "one object"),
    ("Object", "fl:object issue:dam ;", "fl:object issue:dam , issue:toll ;", "one object"),
    ("Relation", "fl:relation fl:opposes ;", NONE, "one relation"),
    ("Relation", "fl:relation fl:opposes ;", "fl:relation fl:fancies ;", "one of the closed list"),
    ("Polarity", "fl:polarity fl:affirmed ;", NONE, "affirmed or denied"),
    ("Polarity", "fl:polarity fl:affirmed ;", "fl:polarity fl:doubted ;", "affirmed or denied"),
    ("Modality", "fl:modality fl:asserted ;", NONE, "asserted, forecast, possible"),
    ("Modality", "fl:modality fl:asserted ;", "fl:modality fl:asserted , fl:forecast ;", "one modality"),
    ("Method", 'fl:method "manual" ;', NONE, "one method"),
    ("Confidence", "fl:confidence 0.7 ;", NONE, "one confidence"),
    ("Confidence", "fl:confidence 0.7 ;", "fl:confidence 1.1 ;", "from 0 to 1"),
    ("Confidence", "fl:confidence 0.7 ;", 'fl:confidence "high" ;', "a number"),
    ("Grounds", "; prov:wasDerivedFrom source:post", NONE, "names the source it comes from"),
    (
        "GroundsKind",
        "prov:wasDerivedFrom source:post",
        "prov:wasDerivedFrom source:post , statement:two",
        "never from both",
    ),
    ("GroundsKind", "prov:wasDerivedFrom source:post", "prov:wasDerivedFrom actor:anna", "nor from anything else"),
    (
        "OneSource",
        "prov:wasDerivedFrom source:post",
        'prov:wasDerivedFrom source:post , [ fl:sha256 "1" ]',
        "one source",
    ),
    ("Voiced", "fl:voice <W1> ;", NONE, "nobody says this statement"),
    ("Located", "fl:at <S2> ;", NONE, "no span"),
    ("Conclusion", 'fl:method "rule:test" ;', 'fl:method "rule:test" ; fl:voice <W1> ;', "leave out voice and span"),
    ("Conclusion", 'fl:method "rule:test" ;', 'fl:method "rule:test" ; fl:at <S1> ;', "leave out voice and span"),
    ("SourceMethod", 'fl:method "manual"', 'fl:method "rule:test"', "method of a rule"),
    ("RuleMethod", 'fl:method "rule:test"', 'fl:method "manual"', "no rule as its method"),
    ("Translation", "fl:confidence 0.7 ;", "fl:confidence 0.71 ;", "lower the confidence to 0.7"),
    ("Translation", 'fl:note "plain words" ;', NONE, "say in a note"),
    ("ValidTime", '"2030-01-01"^^xsd:date', '"2031-01-01"^^xsd:date', "since lies after until"),
    ("ValidTime", '"2030-01-01"^^xsd:date', '"spring"', "correct the dates"),
    ("Condition", "fl:condition statement:two", "fl:condition issue:dam", "condition must lead to a statement"),
    ("Unless", "fl:unless statement:two", "fl:unless issue:dam", "unless must lead to a statement"),
    ("Response", "fl:respondsTo statement:two", "fl:respondsTo issue:dam", "responds_to must lead to a statement"),
    ("Advance", "fl:advances issue:toll", "fl:advances actor:anna", "the act that is brought nearer"),
    ("Addressee", "fl:to actor:borduria", "fl:to area:valley", "`to` must be an actor"),
    ("Means", "fl:instrument concept:letter", "fl:instrument area:valley", "instrument must be a concept"),
    ("Topic", "fl:about area:valley", "fl:about statement:two", "about must name an entity"),
    ("Motivation", "fl:motivation plan:truce", "fl:motivation statement:two", "motivation must name an entity"),
    ("VoiceActor", "; fl:actor actor:anna", NONE, "a voice is one actor"),
    ("VoiceActor", "fl:actor actor:anna", "fl:actor area:valley", "a voice is one actor"),
    ("VoiceRank", "fl:rank 1 ;", NONE, "one rank"),
    ("VoiceRank", "fl:rank 6 ;", "fl:rank 7 ;", "to 6 at most"),
    ("VoiceRank", "fl:rank 1 ;", "fl:rank 0 ;", "1 for the speaker"),
    ("FirstVoice", "fl:rank 1 ;", "fl:rank 2 ;", "no voice has rank 1"),
    ("ThirdVoice", "fl:rank 2 ;", "fl:rank 1 ;", "rank 3 and none rank 2"),
    ("FourthVoice", "fl:rank 3 ;", "fl:rank 2 ;", "rank 4 and none rank 3"),
    ("FifthVoice", "fl:rank 4 ;", "fl:rank 3 ;", "rank 5 and none rank 4"),
    ("SixthVoice", "fl:rank 5 ;", "fl:rank 4 ;", "rank 6 and none rank 5"),
    ("VoiceCircle", "fl:via actor:gazette", "fl:via actor:gazette , actor:anna", "leave the speaker out"),
    ("Span", "oa:start 10", "oa:start 20", "begin before it ends"),
    ("Span", "oa:start 10 ;", NONE, "begin before it ends"),
    ("SpanEnd", "; oa:end 20", NONE, "one end"),
    ("SpanWithinSource", "oa:end 1000", "oa:end 1001", "after the end of this source's document"),
    ("Source", 'dct:title "Post" ;', NONE, "one title"),
    ("Source", 'fl:date "2030" .', 'fl:date "2030" , "2031" .', "one date"),
    ("Source", 'fl:sourceKind "news" ;', NONE, "one kind"),
    ("Source", 'fl:stance "unknown" ;', NONE, "one stance"),
    ("Source", 'fl:curator "nobody" ;', NONE, "names its curator"),
    ("Source", 'fl:sha256 "00', 'fl:sha256 "zz', "64 hex digits"),
    ("Source", "fl:textQuality fl:machineTranslated", "fl:textQuality fl:fluent", "text_quality must be original"),
    ("Source", "fl:characters 1000", "fl:characters 0", "length, in characters"),
    ("Source", "dct:creator actor:gazette", "dct:creator area:valley", "the author of a source must be an actor"),
    ("Source", "fl:publishedFirstBy actor:gazette", "fl:publishedFirstBy area:valley", "first publisher"),
    ("Source", "fl:republishedBy actor:gazette", "fl:republishedBy area:valley", "who republished"),
    ("Label", 'skos:prefLabel "Dam"@en', 'skos:altLabel "Dam"@en', "one label"),
    ("Label", 'skos:prefLabel "Dam"@en', 'skos:prefLabel "Dam"@en , "Weir"@en', "other names are aliases"),
    ("Type", "issue:dam a fl:Issue", "issue:dam a fl:Issue , fl:Project", "one class"),
    ("EntityUsed", ' ; dct:source "looked up"', NONE, "say in looked_up where"),
    ("EntityUsed", "fl:motivation plan:truce", "fl:motivation issue:dam", "remove the row"),
    *(
        (
            f"{kind}Label",
            f'skos:prefLabel "{one}"@en',
            f'skos:prefLabel "{other}"@en',
            f"two {kind.lower()}s share this label",
        )
        for kind, one, other in (("Actor", "Anna", "Arland"), ("Issue", "Dam", "Toll"), ("Event", "Fair", "Embargo"))
    ),
    ("AreaLabel", "area:valley a", 'area:vale a fl:Area ; skos:prefLabel "Valley"@en . area:valley a', "two areas"),
    ("PlanLabel", "plan:truce a", 'plan:pause a fl:Plan ; skos:prefLabel "Truce"@en . plan:truce a', "two plans"),
    (
        "StageLabel",
        "stage:first a",
        'stage:a a fl:Stage ; skos:prefLabel "First stage"@en . stage:first a',
        "two stages",
    ),
    (
        "PeriodLabel",
        "period:spring a",
        'period:a a fl:Period ; skos:prefLabel "Spring"@en . period:spring a',
        "two periods",
    ),
    ("ConceptLabel", '"Letter"@en', '"Census"@en', "two concepts"),
    ("Meeting", "ps:hasParticipant actor:borduria", "ps:hasParticipant actor:arland", "at least two participants"),
    ("RedLineDrawn", "issue:toll ; fl:polarity fl:affirmed", "issue:toll ; fl:polarity fl:denied", "drawn by someone"),
    ("SanctionsMeasure", "fl:instrument event:embargo", "fl:motivation event:embargo", "imposer and target"),
    ("SanctionsMeasure", "fl:relation fl:imposesSanctionsOn", "fl:relation fl:opposes", "imposer and target"),
]


@cache
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


@cache
def classes() -> tuple[tuple[URIRef, URIRef, URIRef], ...]:
    """The tree of classes, which is all that shapes need of the ontology."""
    known = Graph()
    for path in ONTOLOGY.glob("*.ttl"):
        if path.name != "shapes.ttl":
            known.parse(path)
    return tuple((s, RDFS.subClassOf, o) for s, o in known.subject_objects(RDFS.subClassOf))


@cache
def alone(name: str) -> Graph:
    """One shape with what hangs on it, so that it is judged by itself."""
    found, waiting = Graph(), [FL[f"{name}Shape"]]
    while waiting:
        this = waiting.pop()
        if (this, None, None) in found:
            continue
        for triple in shapes().triples((this, None, None)):
            found.add(triple)
            if isinstance(triple[2], BNode) or str(triple[2]).endswith("Shape"):
                waiting.append(triple[2])
    return found


def refused(turtle: str | Graph, judge: Graph) -> set[tuple[URIRef, str]]:
    """Focus node and message of each finding."""
    data = turtle if isinstance(turtle, Graph) else Graph().parse(data=PROLOGUE + turtle, format="turtle", publicID=FL)
    for triple in classes():
        data.add(triple)
    _, report, text = pyshacl.validate(data, shacl_graph=judge, inference="none", inplace=True)
    assert isinstance(report, Graph), text
    return {
        (report.value(result, SH.focusNode), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_the_good_graph_passes_every_shape() -> None:
    assert refused(GOOD, shapes()) == set()


@pytest.mark.parametrize(("name", "old", "new", "message"), CASES, ids=[f"{c[0]}-{c[3]}" for c in CASES])
def test_a_shape_accepts_and_refuses(name: str, old: str, new: str, message: str) -> None:
    judge = alone(name)
    assert (FL[f"{name}Shape"], RDF.type, None) in judge
    assert GOOD.count(old), f"{old!r} is not in the good graph"
    assert refused(GOOD, judge) == set()
    said = {text for _, text in refused(GOOD.replace(old, new, 1), judge)}
    assert len(said) == 1, said
    assert message in said.pop()


def test_every_shape_is_tried_here() -> None:
    named = {str(s).removeprefix(str(FL)) for s in shapes().subjects(RDF.type) if isinstance(s, URIRef)}
    assert all(name.endswith("Shape") for name in named)
    of_relations = {f"{r[0].upper()}{r[1:]}Shape" for r in RELATIONS}
    assert of_relations <= named
    assert named - of_relations == {f"{case[0]}Shape" for case in CASES}


# Domain and range: for every relation, which kinds its subject and its object may be.

EXAMPLES = {
    "person": "actor:anna",
    "state": "actor:arland",
    "territory": "actor:border-strip",
    "issue": "issue:dam",
    "conflict": "issue:toll-war",
    "agreement": "agreement:toll-treaty",
    "event": "event:flood",
    "meeting": "event:fair",
    "area": "area:valley",
    "plan": "plan:truce",
    "stage": "stage:first",
    "period": "period:spring",
    "concept": "concept:letter",
    "statement": "statement:one",
    "source": "source:post",
}
ENTITIES = """
actor:anna a fl:Person ; skos:prefLabel "Anna" . actor:arland a fl:State ; skos:prefLabel "Arland" .
actor:border-strip a fl:DisputedTerritory ; skos:prefLabel "Strip" . issue:dam a fl:Issue ; skos:prefLabel "Dam" .
issue:toll-war a fl:Conflict ; skos:prefLabel "Toll war" .
agreement:toll-treaty a fl:Agreement ; skos:prefLabel "Toll treaty" .
event:flood a fl:Event ; skos:prefLabel "Flood" . event:fair a fl:Meeting ; skos:prefLabel "Fair" .
area:valley a fl:Area ; skos:prefLabel "Valley" . plan:truce a fl:Plan ; skos:prefLabel "Truce" .
stage:first a fl:Stage ; skos:prefLabel "First" . period:spring a fl:Period ; skos:prefLabel "Spring" .
concept:letter a fl:Concept ; skos:prefLabel "Letter" . statement:one a fl:Statement . source:post a fl:Source .
"""
ACTOR, ISSUE, EVENT = {"person", "state", "territory"}, {"issue", "conflict", "agreement"}, {"event", "meeting"}
AREA, PLAN, STAGE, PERIOD, CONCEPT, STATEMENT = {"area"}, {"plan"}, {"stage"}, {"period"}, {"concept"}, {"statement"}
PLACE = AREA | {"state", "territory"}
AIM = ISSUE | EVENT | PLAN | STAGE | CONCEPT
ANY = AIM | ACTOR | AREA | PERIOD

FITS: dict[str, tuple[set[str], set[str]]] = {
    **dict.fromkeys(("supports", "opposes", "prioritizes", "considers", "discusses"), (ACTOR, ANY)),
    **dict.fromkeys(("seeks", "offers", "demands", "expects"), (ACTOR, AIM)),
    "fears": (ACTOR, AIM | ACTOR),
    "drawsRedLine": (ACTOR, ISSUE),
    "criticizes": (ACTOR, ACTOR | ISSUE | EVENT | PLAN),
    **dict.fromkeys(("threatens", "providesSupportTo", "attacks", "seizes"), (ACTOR, ACTOR | AREA | ISSUE)),
    **dict.fromkeys(("imposesSanctionsOn", "considersSanctionsOn", "easesSanctionsOn"), (ACTOR, ACTOR | AREA | ISSUE)),
    **dict.fromkeys(
        ("accuses", "alliedWith", "partnerOf", "rivalOf", "memberOf", "headOf", "represents"), (ACTOR, ACTOR)
    ),
    **dict.fromkeys(
        ("cooperatesWith", "negotiatesWith", "meetsWith", "calls", "pressures", "represses"), (ACTOR, ACTOR)
    ),
    **dict.fromkeys(("agreesWith", "disagreesWith"), (ACTOR, ACTOR)),
    "partyTo": (ACTOR, ISSUE),
    "partOf": (ANY - CONCEPT, ANY - CONCEPT),
    **dict.fromkeys(
        ("claimsInfluenceOver", "contestsInfluenceIn", "supportsMilitarily", "deploysForcesNear"), (ACTOR, ACTOR | AREA)
    ),
    "occupies": (ACTOR, PLACE),
    **dict.fromkeys(("responsibleFor", "interferesIn", "withdrawsFrom"), (ACTOR, ACTOR | AREA | ISSUE | EVENT)),
    "visits": (ACTOR, ACTOR | AREA | EVENT),
    "mediates": (ACTOR, ISSUE | EVENT | ACTOR),
    "cyberAttacks": (ACTOR, ACTOR | ISSUE),
    "violates": (ACTOR, ISSUE | AREA),
    **dict.fromkeys(("benefits", "harms", "requires"), (ANY, ANY)),
    "hasOutcome": (AIM | PERIOD, (AIM | PERIOD) - CONCEPT),
    "usesInstrument": (ACTOR | ISSUE | EVENT | PLAN | STAGE, ACTOR | ISSUE | EVENT | PLAN | CONCEPT),
    "hasType": (ANY, CONCEPT | ISSUE),
    "hasFunction": (AIM | ACTOR, CONCEPT | ISSUE),
    "hasParticipant": (EVENT, ACTOR),
    "takesPlaceIn": (EVENT | {"conflict"}, PLACE),
    "hasStage": (PLAN, STAGE),
    "locatedIn": (ACTOR | ISSUE | EVENT | AREA, PLACE),
    "incompatibleWith": (AIM, AIM),
    "contestedBy": (AREA | ACTOR, ACTOR),
    **dict.fromkeys(("threatensRedLine", "crossesRedLine"), (STATEMENT, ISSUE)),
    "contradicts": (STATEMENT, STATEMENT),
    **dict.fromkeys(("confirmedBy", "refutedBy"), (STATEMENT, STATEMENT | EVENT)),
}


def test_the_table_of_relations_is_whole() -> None:
    assert FITS.keys() == RELATIONS.keys()


@pytest.mark.parametrize("relation", RELATIONS)
def test_domain_and_range(relation: str) -> None:
    fits = dict(zip(("subject", "object"), FITS[relation], strict=True))
    turtle = ENTITIES
    for end, other in (("subject", "object"), ("object", "subject")):
        sound = EXAMPLES[min(fits[other])]
        for kind, example in EXAMPLES.items():
            turtle += f"[] p:{relation} <{end}-{kind}> . <{end}-{kind}> fl:{end} {example} ; fl:{other} {sound} .\n"
    found = refused(turtle, alone(f"{relation[0].upper()}{relation[1:]}"))
    for end, kinds in fits.items():
        expected = {f"{end}-{kind}" for kind in EXAMPLES.keys() - kinds}
        told = {focus.rpartition("/")[2] for focus, text in found if f"the {end} of {relation} must be" in text}
        assert told == expected
    assert len(found) == sum(len(EXAMPLES.keys() - kinds) for kinds in fits.values())


# As a whole


def test_every_class_of_the_program_is_reached_by_the_shapes_of_entities() -> None:
    turtle = "".join(f"{kind}:{name.lower()} a fl:{name} .\n" for kind, names in KINDS.items() for name in names)
    found = refused(turtle, shapes())
    for kind, names in KINDS.items():
        for name in names:
            said = "; ".join(text for focus, text in found if focus.endswith(f"/{kind}/{name.lower()}"))
            assert "one label" in said, name
            assert "remove the row" in said, name


def test_what_rules_conclude_passes_the_shapes() -> None:
    from test_rules import ANNA, BORIS, CAME, DAM, LINE, SHIPS, say, world

    store = world(
        LINE,
        *CAME,
        say(ANNA, "meetsWith", BORIS, "forecast"),
        say("actor:borduria", "supports", DAM),
        say("actor:borduria", "usesInstrument", DAM),
        say("actor:borduria", "supports", DAM, "denied", "late"),
        say("actor:castor", "supports", DAM),
        say("actor:arland", "claimsInfluenceOver", "area:valley"),
        say("actor:borduria", "contestsInfluenceIn", "area:valley"),
        say(SHIPS, "hasOutcome", "issue:base", "denied forecast"),
        say(SHIPS, "hasOutcome", "issue:base", source="late", since="2030-11"),
    )
    found = apply_rules(store, ONTOLOGY)
    assert len({s.relation for s in found}) >= 10
    data = Graph().parse(data=serialize((q.triple for q in store), format=RdfFormat.N_TRIPLES) or b"", format="nt")
    bare = "remove the row", "at least two participants"  # not everything in that world takes part
    assert {text for _, text in refused(data, shapes()) if not any(part in text for part in bare)} == set()
