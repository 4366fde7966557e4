"""A statement in the making."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from faultlines.extract.refs import Ref
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Draft:
    """A statement in the making."""

    subject: Ref
    relation: str
    object: Ref
    polarity: Polarity
    modality: Modality
    span: tuple[int, int]
    """Characters of the parsed text."""
    anchor: Token
    content: Token
    """The object's token."""
    voice: tuple[Ref, ...] = ()
    """Who is reported to say it, the innermost first; empty where the document's author speaks."""
    about: tuple[Ref, ...] = ()
    to: tuple[Ref, ...] = ()
    condition: Token | None = None
    unless: bool = False
    since: str = ""
    until: str = ""
    list_complete: bool | None = None
    trigger: str = ""
    """What found it: ``frame``, ``pair``, ``duty``, ``purpose``, ``title``, ``list``, ``red line``."""
    question: bool = False
    """Whether it only is asked."""
