"""The map in a browser: what is drawn is what the filters let pass, and every place answers to mouse and keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import views_world as world
from browser_pages import CARDS, PHONE, SHOWN, Open, until
from faultlines.analysis.spheres_map import WAYS, Claim, SpheresMap, spheres_map
from faultlines.store import KnowledgeGraph
from faultlines.views.map import MapPage
from faultlines.views.render import write

pytest_plugins = ["browser_pages"]

LIBYA, UKRAINE, NARROWS = "actor:carpania", "actor:dalmaria", "area:donbas"
TONES = """place => {
  const fill = document.querySelector(`.land[data-place="${place}"]`).style.fill.match(/#([^")]*)/);
  return fill && [...document.getElementById(fill[1]).querySelectorAll('g')].map(g => g.getAttribute('class'));
}"""
RINGS = """place => [...document.querySelectorAll(`#marks [data-place="${place}"] .ring`)]
  .map(ring => ring.getAttribute('class'))"""
BOXES = """[...document.querySelectorAll('#names > text')].map(t => t.getBoundingClientRect())
  .map(b => [b.left, b.top + b.height * .15, b.right, b.bottom - b.height * .15])"""


def invented() -> MapPage:
    """Two claimants of what the atlas calls Libya and Ukraine, of a point, a region, and of what is no place."""
    graph = world.network("spheres", "Map of spheres", contested={}, relations={})
    claims = []
    for actor, relation, place, more in (
        ("actor:arland", "claimsInfluenceOver", LIBYA, {}),
        ("actor:borduria", "contestsInfluenceIn", LIBYA, {"modality": "forecast", "source": "gazette-2031-06"}),
        ("actor:arland", "claimsInfluenceOver", UKRAINE, {"modality": "desired"}),
        ("actor:borduria", "claimsInfluenceOver", UKRAINE, {"polarity": "denied"}),
        ("actor:arland", "occupies", NARROWS, {}),
        ("actor:borduria", "claimsInfluenceOver", NARROWS, {}),
        ("actor:borduria", "responsibleFor", "area:south-caucasus", {}),
        ("actor:arland", "responsibleFor", "issue:calm", {}),
    ):
        key = world.state(graph, actor, relation, place, **more)
        claims.append(Claim(key, place, actor, WAYS[relation]))
    codes = {LIBYA: "LBY", UKRAINE: "UKR", "actor:arland": "TUR"}
    return MapPage(SpheresMap(graph, tuple(claims), codes))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("map") / "map.html", invented().html({}))


@pytest.fixture(scope="module")
def real(real_kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("real-map") / "map.html", MapPage(spheres_map(real_kg)).html({}))


def test_it_asks_for_nothing_and_complains_of_nothing(page_of: Open, real: Path) -> None:
    page = page_of(real)
    for name in ("post-soviet", "europe", "middle-east", "latin-america", "world"):
        page.click(f'[data-look="{name}"]')
    assert page.asked == [page.url]  # type: ignore[attr-defined]
    assert page.said == []  # type: ignore[attr-defined]


def test_a_contested_land_is_striped_and_loses_the_stripe_that_nothing_shown_supports(
    page_of: Open, file: Path
) -> None:
    page = page_of(file)
    arland, borduria = (invented().tones()[f"actor:{name}"] for name in ("arland", "borduria"))
    assert page.evaluate(TONES, LIBYA) == [f"tone-{arland} claims", f"tone-{borduria} contests unsure"]
    page.check("#so")
    assert page.evaluate(TONES, LIBYA) == [f"tone-{arland} claims"]
    page.uncheck('[data-facet="relation"][value="claimsInfluenceOver"]')
    assert page.evaluate(TONES, LIBYA) is None
    page.keyboard.press("Escape")
    assert len(page.evaluate(TONES, LIBYA)) == 2


def test_what_is_only_wished_is_pale_and_what_is_denied_is_no_stripe(page_of: Open, file: Path) -> None:
    page = page_of(file)
    tone = invented().tones()["actor:arland"]
    assert page.evaluate(TONES, UKRAINE) == [f"tone-{tone} claims unsure"]
    page.uncheck('[data-facet="modality"][value="desired"]')
    assert page.evaluate(TONES, UKRAINE) is None
    assert "denied" in page.get_attribute(f'.land[data-place="{UKRAINE}"]', "class").split()  # type: ignore[union-attr]


def test_a_place_without_outline_wears_a_ring_for_each_claimant(page_of: Open, file: Path) -> None:
    page = page_of(file, address="#look=post-soviet")
    assert len(page.evaluate(RINGS, NARROWS)) == 2
    page.uncheck('[data-facet="relation"][value="occupies"]')
    tone = invented().tones()["actor:borduria"]
    assert page.evaluate(RINGS, NARROWS) == [f"ring tone-{tone} claims"]
    page.uncheck('[data-facet="relation"][value="claimsInfluenceOver"]')
    assert page.query_selector(f'#marks [data-place="{NARROWS}"]') is None


@pytest.mark.parametrize("place", [LIBYA, UKRAINE, NARROWS, "area:south-caucasus"])
def test_a_place_chosen_by_mouse_or_keyboard_shows_its_statements(page_of: Open, file: Path, place: str) -> None:
    page = page_of(file)
    wanted = sorted(c.key for c in invented().spheres.claims if c.place == place)
    spot = f':is(.sheet:not([hidden]) .land, #marks .mark)[data-place="{place}"]'
    page.focus(spot)
    page.keyboard.press("Enter")
    assert page.evaluate(CARDS) == wanted
    assert "look" not in page.url
    page.keyboard.press("Escape")
    assert len(page.evaluate(CARDS)) == len(invented().spheres.claims)
    page.locator(spot).dispatch_event("click")
    assert page.evaluate(CARDS) == wanted


def test_a_click_on_land_and_one_on_the_key_choose(page_of: Open, real: Path) -> None:
    page = page_of(real, address="#look=europe")
    page.click('.sheet:not([hidden]) .land[data-place="actor:belarus"]')
    assert page.evaluate("Faultlines.state.select") == "actor:belarus"
    page.click('#names .key [data-pick="actor:west"]')
    assert page.evaluate("Faultlines.state.select") == "actor:west"
    keys = page.evaluate(CARDS)
    assert keys
    assert keys == page.evaluate(
        "[...Faultlines.view.shown].filter(k => Faultlines.statements.get(k).ends.includes('actor:west')).sort()"
    )


def box(page: Any) -> list[float]:
    return [float(side) for side in page.get_attribute("#chart", "viewBox").split()]


def test_it_moves_by_buttons_wheel_mouse_and_keys_and_the_part_of_the_world_stays_in_the_address(
    page_of: Open, file: Path
) -> None:
    page = page_of(file)
    world_box = box(page)
    page.click('[data-look="europe"]')
    assert page.url.endswith("#look=europe")
    europe = box(page)
    assert europe[2] < world_box[2] / 4
    page.click("#in")
    assert box(page)[2] == pytest.approx(europe[2] / 1.4, rel=0.01)
    page.focus("#chart")
    page.keyboard.press("-")
    assert box(page)[2] == pytest.approx(europe[2], rel=0.01)
    page.keyboard.press("ArrowRight")
    assert box(page)[0] > europe[0]
    page.hover("#chart")
    before = box(page)
    page.mouse.wheel(0, -100)
    assert box(page) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    until(page, "width => Faultlines.map.box[2] < width", before[2])
    page.mouse.down()
    page.mouse.move(400, 300, steps=4)
    page.mouse.up()
    assert page.evaluate("Faultlines.state.select") == ""
    until(page, "() => Faultlines.askedSeen(4)?.[0] === Math.round(10 * Faultlines.map.box[0]) / 10")
    assert box(page_of(file, address=f"#{page.url.partition('#')[2]}")) == pytest.approx(box(page), abs=0.2)
    page.click("#fit")
    assert box(page) == world_box
    assert "seen" not in page.url
    assert "look" not in page.url


def test_the_address_opens_the_part_of_the_world_and_the_choice(page_of: Open, file: Path) -> None:
    page = page_of(file, address="#look=post-soviet&select=actor%3Adalmaria")
    assert page.get_attribute('[data-look="post-soviet"]', "aria-pressed") == "true"
    assert page.is_visible('.sheet[data-sheet="north"]')
    assert not page.is_visible('.sheet[data-sheet="world"]')
    assert page.text_content("#panel-title") == "Dalmaria"
    page = page_of(file, address="#look=latin-america&select=actor%3Acarpania")
    assert page.evaluate("Faultlines.map.look") == "world"


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080), PHONE])
@pytest.mark.parametrize("look", ["world", "post-soviet", "europe", "middle-east", "latin-america"])
def test_no_name_lies_over_another(page_of: Open, real: Path, size: tuple[int, int], look: str) -> None:
    page = page_of(real, size, address=f"#look={look}")
    boxes = page.evaluate(BOXES)
    assert boxes
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3], (a, b)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_whole_world_names_what_is_contested_and_the_rest_when_one_comes_near(page_of: Open, real: Path) -> None:
    page = page_of(real)
    names = "[...document.querySelectorAll('#names > text')].map(t => t.textContent)"
    contested = page.evaluate("[...Faultlines.held].filter(([, held]) => held.by.length > 1)"
                              ".map(([id]) => Faultlines.nodes.get(id).name)")  # fmt: skip
    assert "Ukraine" in contested
    assert set(contested) <= set(page.evaluate(names))
    assert "Moldova" not in page.evaluate(names)
    page.click('[data-look="post-soviet"]')
    assert "Moldova" in page.evaluate(names)
    page.click('[data-look="world"]')
    page.evaluate("Faultlines.change({select: 'actor:moldova'})")
    assert "Moldova" in page.evaluate(names)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_picture_says_whose_borders_it_shows(page_of: Open, real: Path, scheme: str) -> None:
    page = page_of(real, color_scheme=scheme)
    svg = page.evaluate("Faultlines.svg().text()")
    assert "Borders: Natural Earth, visionscarto" in svg
    assert "<pattern" in svg
    assert "var(" not in svg
    size = page.evaluate("Faultlines.png().then(blob => blob.size)")
    assert size > 50_000


def test_every_count_of_the_real_map_is_that_of_its_statements(page_of: Open, real: Path) -> None:
    page = page_of(real)
    shown = page.evaluate(SHOWN)
    assert page.evaluate(CARDS) == shown
    for output in page.query_selector_all('output[data-count="relation"]'):
        value = output.get_attribute("data-value")
        counted = page.evaluate(
            "relation => [...Faultlines.statements.values()].filter(s => s.relation === relation).length", value
        )
        assert int(output.text_content() or "") == counted
