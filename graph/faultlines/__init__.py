"""Faultlines: who wants what in world politics, who says so, and where exactly.

>>> import faultlines as fl
>>> kg = fl.load(seeds, store)  # without arguments, the graph that comes with the program
>>> list(fl.ask(kg, "who-opposes", issue="Toll in the Narrow Strait").rows(labels=True))
[['Arland', 'courier-2031-05', 'manual']]

Examples ask about an invented world, in which Arland and Borduria quarrel over a strait; `seeds`, `store` are folders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from faultlines.analysis.network import from_network as from_network
    from faultlines.analysis.network import network as network
    from faultlines.build import load as load
    from faultlines.errors import FaultlinesError as FaultlinesError
    from faultlines.model import Statement as Statement
    from faultlines.queries import ask as ask
    from faultlines.remote import connect as connect
    from faultlines.store import KnowledgeGraph as KnowledgeGraph
    from faultlines.store import open as open  # noqa: A004 - as in gzip.open
    from faultlines.views import show as show

__all__ = [
    "load",
    "open",
    "connect",
    "ask",
    "network",
    "from_network",
    "show",
    "KnowledgeGraph",
    "Statement",
    "FaultlinesError",
]

_HOME = {
    "load": "build",
    "open": "store",
    "connect": "remote",
    "ask": "queries",
    "network": "analysis.network",
    "from_network": "analysis.network",
    "show": "views",
    "KnowledgeGraph": "store",
    "Statement": "model",
    "FaultlinesError": "errors",
}


def __getattr__(name: str) -> Any:
    """Load each public name when it is first used, so that `faultlines --help` need not wait for all of them."""
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(f"faultlines.{_HOME[name]}"), name)
    raise AttributeError(f"module 'faultlines' has no attribute {name!r}")
