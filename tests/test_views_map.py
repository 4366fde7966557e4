"""The map of spheres: an atlas without gaps, projections that keep areas, every claim drawn or listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import radians, sin
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import views_world as world
from faultlines import paths
from faultlines.analysis.spheres_map import WAYS, Claim, SpheresMap, spheres_map
from faultlines.build import load
from faultlines.extract.names import gazetteer
from faultlines.store import KnowledgeGraph
from faultlines.terms import RELATIONS
from faultlines.views import show
from faultlines.views.borders.shrink import shrink
from faultlines.views.geo_atlas import APART, CUT, HERE, VIEWPOINT, atlas, read
from faultlines.views.geo_places import size, spot
from faultlines.views.geo_projection import Projection
from faultlines.views.geo_sheets import LOOKS, SHEETS, edge, sheet
from faultlines.views.geo_stripes import stripes
from faultlines.views.geometry import Point
from faultlines.views.map import MapPage

CLAIMANTS = ("actor:arland", "actor:borduria")


def area(points: Sequence[Point]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*points, points[0]])) / 2


def within(point: Point, rings: Iterable[Sequence[Point]]) -> bool:
    """By how often a line to the right crosses the rings; holes count too."""
    (x, y), odd = point, False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def owner(longitude: float, latitude: float) -> list[str]:
    return [code for code in atlas().countries if within((longitude, latitude), atlas().rings(code))]


def claimed(*claims: tuple[str, str, str], codes: dict[str, str] | None = None, **fields: str) -> MapPage:
    """A map of an invented world: actor, relation, place."""
    graph = world.network("spheres", "Map of spheres", contested={}, relations={})
    made = []
    for actor, relation, place in claims:
        key = world.state(graph, actor, relation, place, **fields)
        made.append(Claim(key, place, actor, WAYS[relation]))
    return MapPage(SpheresMap(graph, tuple(made), codes or {}))


# --- the atlas


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "code"),
    [
        ("Simferopol", 34.11, 44.96, "UKR"),
        ("Donetsk", 37.80, 48.02, "UKR"),
        ("Tiraspol", 29.63, 46.84, "MDA"),
        ("Sokhumi", 41.02, 43.02, "GEO"),
        ("Tskhinvali", 43.97, 42.23, "GEO"),
        ("Khankendi", 46.75, 39.82, "AZE"),
        ("Pristina", 21.17, 42.66, "XKX"),
        ("Laayoune", -13.20, 27.15, "ESH"),
        ("Ramallah", 35.20, 31.90, "PSE"),
        ("Kaliningrad", 20.51, 54.71, "RUS"),
        ("Bilibino", 166.44, 68.05, "RUS"),
        ("Provideniya", 360 - 173.2, 64.4, "RUS"),
    ],
)
def test_borders_follow_the_practice_that_the_page_names(
    place: str, longitude: float, latitude: float, code: str
) -> None:
    assert owner(longitude, latitude) == [code]


def test_russia_is_in_one_piece() -> None:
    rings = atlas().rings("RUS")
    assert all(abs(b[0] - a[0]) < 20 for ring in rings for a, b in pairwise(ring))
    assert min(x for ring in rings for x, _ in ring) > 19
    assert 189 < max(x for ring in rings for x, _ in ring) < CUT + 360
    mainland = max(rings, key=lambda ring: abs(size(ring)))
    assert (min(x for x, _ in mainland) < 35, max(x for x, _ in mainland) > 189) == (True, True)


def test_no_line_crosses_the_map() -> None:
    """What lies at the cut would be drawn right across the world."""
    for name in SHEETS:
        for land in sheet(name).lands:
            steps = re.findall(r"(-?\d+) ?(-?\d+)", re.sub(r"M-?\d+ -?\d+l", " ", land.path).replace("z", " "))
            assert max(abs(int(x)) for x, _ in steps) < 700, land.code


def test_neighbours_share_their_border() -> None:
    known = atlas()
    for pair in (("UKR", "MDA"), ("RUS", "KAZ"), ("SYR", "IRQ"), ("SRB", "XKX")):
        apart = sum(len(known.outline([code])) for code in pair)
        assert len(known.outline(pair)) < apart


def test_borders_that_the_atlas_sets_apart_are_drawn_as_disputed() -> None:
    known = atlas()
    assert set(known.countries) >= APART
    between = {line for line in known.outline(["XKX"]) if line in set(known.outline(["SRB"]))}
    assert between
    assert between <= set(known.disputed())
    assert not set(known.outline(["POL"])) & set(known.disputed())


def test_the_data_carry_their_licence() -> None:
    assert "Redistribution and use in source and binary forms" in (HERE / "LICENSE").read_text(encoding="utf-8")
    assert (HERE / "world.json").stat().st_size < 250_000


def test_a_smaller_atlas_keeps_borders_shared_and_pieces_that_can_be_seen() -> None:
    wiggle = [[0, 0], *([1, 1 if n % 2 else -1] for n in range(18))]
    square = [[0, 0], [300, 0], [0, 300], [-300, 0], [0, -300]]
    speck = [[2000, 2000], [1, 0], [0, 1], [-1, 0], [0, -1]]
    shape = {"type": "MultiPolygon", "properties": {"a3": "AAA", "name": "Arland"}, "arcs": [[[0]], [[1]]]}
    line = {"type": "Polygon", "properties": {"a3": "BBB", "name": "Borduria"}, "arcs": [[2, 0]]}
    pole = {"type": "Polygon", "properties": {"a3": "ATA", "name": "Ice"}, "arcs": [[1]]}
    made = shrink(
        {
            "transform": {"scale": [0.01, 0.01], "translate": [0, 40]},
            "objects": {"countries": {"geometries": [line, shape, pole]}},
            "arcs": [square, speck, wiggle],
        }
    )
    first, second = made["objects"]["countries"]["geometries"]
    assert (first["properties"]["a3"], first["arcs"]) == ("AAA", [[[0]]])
    assert (second["properties"]["a3"], second["arcs"]) == ("BBB", [[[1, 0]]])
    assert len(made["arcs"][0]) == 5
    assert 2 <= len(made["arcs"][1]) < len(wiggle)
    ends = [sum(step[axis] for step in made["arcs"][1]) for axis in (0, 1)]
    assert ends == [18, 4000]
    assert list(read(made).countries) == ["AAA", "BBB"]


# --- projections


@pytest.mark.parametrize("name", SHEETS)
@given(longitude=st.floats(15, 170), latitude=st.floats(25, 80))
def test_areas_compare(name: str, longitude: float, latitude: float) -> None:
    project: Projection = SHEETS[name]

    def cell(x: float, y: float) -> float:
        corners = [(x, y), (x + 0.1, y), (x + 0.1, y + 0.1), (x, y + 0.1)]
        return abs(area([project(*corner) for corner in corners])) / (sin(radians(y + 0.1)) - sin(radians(y)))

    assert cell(longitude, latitude) == pytest.approx(cell(60, 50), rel=2e-3)


def test_the_order_of_places_is_kept_on_every_sheet() -> None:
    for project in SHEETS.values():
        (west, _), (east, _), (_, north), (_, south) = (
            project(*place) for place in ((30, 50), (50, 50), (80, 70), (80, 40))
        )
        assert west < east
        assert north < south


def test_every_look_holds_what_it_is_named_for() -> None:
    for look in LOOKS:
        left, top, width, height = look.box
        inside = {"world": (20, 0), "post-soviet": (37, 55), "europe": (10, 50), "middle-east": (44, 33)}.get(
            look.name, (-60, -10)
        )
        x, y = SHEETS[look.sheet](*inside)
        assert left < x < left + width
        assert top < y < top + height


polygons = st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=3, unique=True)


@given(polygons, st.integers(1, 4), st.floats(1, 40))
def test_stripes_cover_the_land_once(triangle: list[Point], colours: int, width: float) -> None:
    pieces = [abs(area(piece)) for colour in stripes([triangle], colours, width) for piece in colour]
    assert sum(pieces) == pytest.approx(abs(area(triangle)), rel=1e-6, abs=1e-6)


# --- where places lie


def test_every_row_of_places_is_sound() -> None:
    known = gazetteer(paths.seeds()).entities
    lines = (HERE / "places.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(lines)
    for line in lines:
        identifier, latitude, longitude, members, looked_up = line.split("\t")
        assert identifier in known
        assert looked_up
        assert bool(members) != bool(latitude and longitude)
        assert set(filter(None, members.split("|"))) <= set(atlas().countries)
        if latitude:
            assert abs(float(latitude)) <= 90
            assert abs(float(longitude)) <= 180


def test_every_state_and_every_disputed_territory_has_its_place() -> None:
    names = gazetteer(paths.seeds())
    codes = {state: code for code, state in names.codes.items()}
    lost = [i for i, e in names.entities.items() if e.cls in ("State", "DisputedTerritory") and spot(i, codes) is None]
    assert lost == []


@pytest.mark.parametrize("name", ["crimea", "abkhazia", "south-ossetia", "transnistria", "nagorno-karabakh"])
def test_a_disputed_place_is_a_mark_and_never_an_outline(name: str) -> None:
    found = spot(f"actor:{name}", {})
    assert found is not None
    assert (found.form, found.codes) == ("mark", ())


def test_a_region_is_edged_where_its_countries_end() -> None:
    found = spot("area:south-caucasus", {})
    assert found is not None
    assert found.form == "area"
    whole = edge("north", found.codes)
    assert whole.count("M") < sum(edge("north", (code,)).count("M") for code in found.codes)


# --- the page


def test_claims_have_the_way_of_their_relation() -> None:
    assert set(WAYS) == {r for r, known in RELATIONS.items() if known.family == "sphere"} | {"contestedBy", "seizes"}


def test_the_map_of_the_real_graph_loses_no_claim(real_kg: KnowledgeGraph) -> None:
    page = MapPage(spheres_map(real_kg))
    html, spots = page.html({}), page.spots()
    keys = {record["key"] for *_, record in page.spheres.network.edges(data="record")}
    assert {c.key for c in page.spheres.claims} == keys
    assert keys == {
        s.key
        for relation in WAYS
        for s in real_kg.statements(relation=relation, derived=None)
        if relation != "seizes" or real_kg.labels[s.object][1] in ("State", "DisputedTerritory", "Area")
    }
    for place, found in spots.items():
        label = real_kg.label(place)
        if found is None:
            assert f'data-pick="{place}">{label}' in html.partition('id="nowhere"')[2].partition("</section>")[0]
        elif found.form == "land":
            drawn = re.findall(rf'<path class="land place"[^>]* data-pick="{place}"', html)
            assert len(drawn) == sum(any(land.code in found.codes for land in sheet(name).lands) for name in SHEETS)
    assert len(html.encode()) < 1_000_000
    assert VIEWPOINT.split(";")[0] in html
    assert html == MapPage(spheres_map(real_kg)).html({})


def test_the_codes_of_states_are_those_of_the_seeds_of_the_graph(
    world: Path, shapeless: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ./seeds holds, and though this process has read the gazetteer when it had no codes."""
    gazetteer(world)
    table = world / "gazetteer" / "states.tsv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    coded = [row + ("\tFRA" if row.startswith("actor:borduria\t") else "\t") for row in rows]
    table.write_text("\n".join([f"{head}\tiso3", *coded, ""]), encoding="utf-8")
    with load(world, tmp_path / "store") as kg:
        for place in (tmp_path, tmp_path / "store"):
            monkeypatch.chdir(place)
            assert spheres_map(kg).codes == {"actor:borduria": "FRA"}


def test_tones_are_those_of_the_network(real_kg: KnowledgeGraph) -> None:
    from faultlines.analysis.pages import spheres
    from faultlines.views.compose import claimant_tones

    known, tones = claimant_tones(spheres(real_kg)), MapPage(spheres_map(real_kg)).tones()
    assert {actor: tones[actor] for actor in known} == known
    assert {c.actor for c in spheres_map(real_kg).claims} <= set(tones)


def test_what_nobody_has_looked_up_is_listed(kg: KnowledgeGraph) -> None:
    page = MapPage(spheres_map(kg))
    assert show(page).html == page.html({})
    html = page.html({})
    listed = html.partition('id="nowhere"')[2].partition("</section>")[0]
    places = {c.place for c in page.spheres.claims}
    assert places
    assert all(f'data-pick="{place}"' in listed for place in places)
    assert page.picture() is None


def test_a_page_without_a_claim_says_so() -> None:
    page = claimed()
    assert "Nothing to draw yet" in page.html({})
    assert page.picture() is None


def test_the_picture_stripes_a_contested_land_in_both_tones() -> None:
    page = claimed(
        ("actor:arland", "claimsInfluenceOver", "actor:carpania"),
        ("actor:borduria", "contestsInfluenceIn", "actor:carpania"),
        codes={"actor:carpania": "LBY"},
    )
    picture = page.picture()
    assert picture is not None
    colours = Counter(re.findall(r'<path class="(tone-\d)" d="M', picture))
    assert sorted(colours) == sorted(f"tone-{page.tones()[actor]}" for actor in CLAIMANTS)
    assert " id=" not in picture
    assert len(picture) < 60_000


def test_names_cannot_leave_their_place() -> None:
    page = claimed(("actor:arland", "claimsInfluenceOver", "area:donbas"), ("actor:arland", "occupies", "area:void"))
    evil = '"><script>alert(1)</script>'
    for node in page.spheres.network:
        page.spheres.network.nodes[node]["label"] = evil
    html = page.html({})
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") > 2
