"""The small algebras of polarity and modality, and the way between ids and IRIs."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given

from faultlines.analysis.positions import WAYS
from faultlines.errors import FaultlinesError
from faultlines.terms import FAMILIES, KINDS, PREFIXES, PS, RELATIONS, Modality, P, Polarity, iri, short
from strategies import ids


@pytest.mark.parametrize(("a", "b", "c"), [*product(Polarity, repeat=3)])
def test_polarities_are_the_group_of_two(a: Polarity, b: Polarity, c: Polarity) -> None:
    assert (a * b) * c == a * (b * c)
    assert a * b == b * a
    assert a * Polarity.AFFIRMED == a
    assert a * a == Polarity.AFFIRMED
    assert -a == a * Polarity.DENIED
    assert -b * -c == b * c
    assert a != -a


@pytest.mark.parametrize("other", [2, "denied", Modality.ASSERTED, None])
def test_a_polarity_multiplies_nothing_but_a_polarity(other: object) -> None:
    with pytest.raises(TypeError):
        Polarity.DENIED * other


@pytest.mark.parametrize(("a", "b", "c"), [*product(Modality, repeat=3)])
def test_modalities_nest_from_without(a: Modality, b: Modality, c: Modality) -> None:
    assert a.around(b).around(c) == a.around(b.around(c))
    assert a.around(Modality.ASSERTED) == a == Modality.ASSERTED.around(a)
    assert a.around(a) == a
    assert a.around(b).actual == (a.actual and b.actual)


def test_only_what_is_asserted_is_actual() -> None:
    assert [m for m in Modality if m.actual] == [Modality.ASSERTED]


def test_words_are_the_documented_ones() -> None:
    assert [p.value for p in Polarity] == ["affirmed", "denied"]
    assert [m.value for m in Modality] == ["asserted", "forecast", "possible", "conditional", "desired"]


@given(ids)
def test_an_id_comes_back_from_its_iri(identifier: str) -> None:
    assert short(iri(identifier)) == identifier


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_prefix_hides_another(prefix: str) -> None:
    assert short(PREFIXES[prefix] + "x") == f"{prefix}:x"


def test_the_two_properties_of_a_relation_are_told_apart() -> None:
    assert (short(P + "opposes"), short(PS + "opposes")) == ("p:opposes", "ps:opposes")


@pytest.mark.parametrize("wrong", ["russia", "country:russia", "", "Actor:russia"])
def test_what_is_no_id_has_no_iri(wrong: str) -> None:
    with pytest.raises(FaultlinesError, match="kind:slug"):
        iri(wrong)


def test_relations_have_a_family_and_a_sign() -> None:
    assert {r.sign for r in RELATIONS.values()} == {-1, 0, 1}
    assert {r.family for r in RELATIONS.values()} == set(FAMILIES)
    assert (RELATIONS["opposes"], RELATIONS["alliedWith"].sign) == (("position", -1), 1)


def test_no_relation_is_for_its_object_here_and_against_it_there() -> None:
    assert all(RELATIONS[relation].sign in (0, way) for relation, way in WAYS.items())
    assert RELATIONS["demands"].sign == 1


def test_no_class_belongs_to_two_kinds() -> None:
    classes = [cls for of_kind in KINDS.values() for cls in of_kind]
    assert len(classes) == len(set(classes))
