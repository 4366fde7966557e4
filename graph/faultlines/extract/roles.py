"""Words by which a text speaks of actors without naming them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from faultlines.extract.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token


SPEAKS_FOR_STATE: Final = words("speaks for state")
"""With a state's name or adjective, these stand for the state."""

OFFICES: Final = {
    "president": ("head of state",),
    "king": ("head of state",),
    "emir": ("head of state",),
    "premier": ("head of government",),
    "chancellor": ("head of government",),
    "minister": ("head of government", "foreign minister", "defence minister"),
    "leader": ("head of state", "head of government"),
}
"""Titles that, with a state and a date, name one person."""

GROUPS: Final = words("groups")
"""Heads of phrases that name a group of people or states rather than an issue."""

ON_BEHALF: Final = words("on behalf")
"""What an actor has and does, which wants and does on its behalf: "Arland's policy seeks …"."""

PARTS: Final = words("parts")
"""What is a part of a state, so that an act against it is one against the state."""

THE_STATE: Final = words("the state")
TWO: Final = words("two")
FIRST_SINGULAR: Final = words("first singular")
FIRST_PLURAL: Final = words("first plural")
HE_SHE: Final = words("he she")
IT: Final = words("it")
THEY: Final = words("they")
_ALL: Final = FIRST_SINGULAR | FIRST_PLURAL | HE_SHE | IT | THEY


def pronoun(token: Token) -> bool:
    """Whether a word is a personal pronoun ("us", not "US")."""
    return token.lower_ in _ALL and token.text != "US"
