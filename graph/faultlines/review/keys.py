"""The keys of a review: what they do, and how one is read."""

from __future__ import annotations

import sys
from typing import Final

import click

KEYS: Final = "a accept  e edit  o source  r reject  s skip  u undo  q quit  ? help"
HELP: Final = """\
a  accept: it moves to statements/, its new things get rows in the flat lists
e  edit it, and the labels of its new things, in $EDITOR; then it is shown again
o  edit the source block: kind, date, stance, author …, which all candidates of the file share
r  reject: it is remembered and does not come back
s  skip: it stays a candidate
u  undo the last step of this session, byte for byte
q  quit; everything decided so far is on disk"""


def ask(prompt: str) -> str:
    """One key from a terminal, else the first letter of a line; empty at the end of input."""
    click.echo(prompt, nl=False)
    if sys.stdin.isatty():
        try:
            key = click.getchar()
        except (EOFError, KeyboardInterrupt):
            key = ""
        click.echo(key if key.isprintable() else "")
        return key.lower()[:1]
    line = sys.stdin.readline()
    click.echo()
    return (line.strip()[:1] or "?").lower() if line else ""
