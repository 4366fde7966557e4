"""Seed files ↔ model. Every fault is ``path:line: what is wrong``, and all of them come in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from faultlines.seeds.load import Seeds as Seeds
    from faultlines.seeds.load import load_seeds as load_seeds


def __getattr__(name: str) -> Any:
    """Load the models only when seeds are read: the digest alone needs none of them."""
    if name in ("Seeds", "load_seeds"):
        from faultlines.seeds import load

        return getattr(load, name)
    raise AttributeError(name)
