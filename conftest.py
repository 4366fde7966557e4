"""What examples in docstrings find: `fl`, and of the invented world its graph `kg` and its folders `seeds`, `store`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import faultlines as fl
from faultlines.build import build

SEEDS = Path(__file__).parent / "tests" / "world"


@pytest.fixture(scope="session")
def example_names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Built when the first example needs them."""
    store = tmp_path_factory.mktemp("examples") / "store"
    build(SEEDS, store)
    with fl.open(store) as kg:
        yield {"fl": fl, "kg": kg, "seeds": SEEDS, "store": store}


@pytest.fixture(autouse=True)
def _examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    if isinstance(request.node, pytest.DoctestItem):
        source = "".join(example.source for example in request.node.dtest.examples)
        if "fl." in source:
            doctest_namespace.update(request.getfixturevalue("example_names"))
