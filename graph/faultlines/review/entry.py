"""One statement entry as YAML in the house's style: fields in their order, lists in brackets, quotes where needed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

import yaml

_ORDER: Final = (
    *("as", "subject", "relation", "object", "about", "to", "instrument", "motivation", "condition", "unless"),
    *("responds_to", "advances", "rank", "polarity", "modality", "said_by", "via", "list_complete", "said_on"),
    *("since", "until", "inferred", "confidence", "at", "method", "note", "retired", "decision"),
)
IDS: Final = ("subject", "object", "about", "to", "instrument", "motivation", "said_by", "via", "advances")
"""Fields that hold ids of things."""
HANDLES: Final = ("condition", "unless", "responds_to", "advances")
"""Fields that hold handles of statements."""

Entry = Mapping[str, Any]
"""An entry as read: strings, lists of strings, lists of pairs."""


def to_yaml(entry: Entry) -> list[str]:
    """The lines of an entry, without the dash of a list.

    >>> to_yaml({"object": "issue:toll", "subject": "actor:arland", "at": ["3", "9"], "note": "so: yes"})
    ['subject: actor:arland', 'object: issue:toll', 'at: [3, 9]', 'note: "so: yes"']
    """
    names = [name for name in _ORDER if name in entry] + [name for name in entry if name not in _ORDER]
    return [f"{name}: {scalar(entry[name])}" for name in names]


def as_item(lines: list[str], indent: int) -> list[str]:
    """The lines as an item of a list."""
    return [" " * indent + ("- " if i == 0 else "  ") + line for i, line in enumerate(lines)]


def flow(mapping: Entry) -> str:
    """A mapping on one line.

    >>> flow({"id": "new:toll", "label": "Toll, and no end"})
    '{id: new:toll, label: "Toll, and no end"}'
    """
    return f"{{{', '.join(f'{name}: {scalar(value, True)}' for name, value in mapping.items())}}}"


def without_handles(entry: Entry, gone: Collection[str]) -> dict[str, Any]:
    """The entry without its references to statements that are no more."""
    out = dict(entry)
    for field in HANDLES:
        value = out.get(field)
        left = [v for v in (value if isinstance(value, list) else [value]) if not (isinstance(v, str) and v in gone)]
        if value is not None and not left:
            del out[field]
        elif isinstance(value, list):
            out[field] = left
    return out


def renamed(entry: Entry, ids: Mapping[str, str], handles: Mapping[str, str]) -> dict[str, Any]:
    """The entry with other ids and handles."""
    out = dict(entry)
    for field, names in (*((f, ids) for f in IDS), *((f, handles) for f in HANDLES)):
        value = out.get(field)
        if isinstance(value, str):
            out[field] = names.get(value, value)
        elif isinstance(value, list):
            out[field] = [names.get(v, v) if isinstance(v, str) else v for v in value]
    return out


def scalar(value: Any, inside: bool = False) -> str:
    """A value, with quotes where it would not read back the same without; `inside` brackets more needs them."""
    if isinstance(value, list):
        return f"[{', '.join(scalar(v, True) for v in value)}]"
    text = str(value)
    if _plain(text, inside):
        return text
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in json.dumps(text, ensure_ascii=False))


def _plain(text: str, inside: bool) -> bool:
    """Whether it reads back the same without quotes."""
    if not text.isprintable():
        return False
    try:
        read = yaml.load(f"- [{text}]" if inside else f"- {text}", Loader=yaml.BaseLoader)  # noqa: S506  # strings only
    except yaml.YAMLError:
        return False
    return bool(read == [[text]] if inside else read == [text])
