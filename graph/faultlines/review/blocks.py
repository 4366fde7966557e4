"""Statement files as text: lines of one entry taken out, replaced, added; every other byte stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from faultlines.errors import Fault, Findings
from faultlines.review.entry import as_item

_INDENT = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A list at the top of a file: its key's line, and first and past-the-last line of each item; lines from 0."""

    key: int
    items: tuple[tuple[int, int], ...]
    indent: int
    flow: bool


def block(text: str, name: str, file: str = "the text") -> Block | None:
    """The list of that name, or None; items that share a line are refused, as they cannot be moved one by one."""
    root = _compose(text)
    if not isinstance(root, yaml.MappingNode):
        return None
    lines = text.split("\n")
    for key, value in root.value:
        if key.value != name:
            continue
        items: list[tuple[int, int]] = []
        for node in value.value if isinstance(value, yaml.SequenceNode) else ():
            first = node.start_mark.line
            while not lines[first].lstrip().startswith("-") and first > key.start_mark.line:
                first -= 1
            if first == key.start_mark.line or (items and first < items[-1][1]):
                raise Findings([Fault(file, first + 1, f"begin each item of {name} with '- ' on a line of its own")])
            items.append((first, _last_line(node) + 1))
        flow = isinstance(value, yaml.SequenceNode) and bool(value.flow_style)
        dash = lines[items[0][0]] if items else ""
        return Block(key.start_mark.line, tuple(items), len(dash) - len(dash.lstrip()) if items else _INDENT, flow)
    return None


def _compose(text: str) -> yaml.Node | None:
    """The node tree, by libyaml where PyYAML has it; strings stay strings."""
    return yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _last_line(node: yaml.Node) -> int:
    """The last line with something of the node on it; a mapping's own end lies behind blank lines and comments."""
    ends = [child for part in _parts(node) for child in [part.end_mark]]
    last = max((end.line, end.column) for end in ends)
    return last[0] if last[1] else last[0] - 1


def _parts(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.ScalarNode) or (isinstance(node, yaml.CollectionNode) and node.flow_style):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _parts(part)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _parts(item)


def edit(text: str, name: str, changes: Mapping[int, Sequence[str] | None]) -> str:
    """Put other lines (those of an entry, without its dash) in place of items; None takes the item out.

    A list that loses its last item goes with its key.
    """
    found = block(text, name)
    if found is None or not changes:
        return text
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    for i, new in sorted(changes.items(), reverse=True):
        first, past = found.items[i]
        if new is not None:
            lines[first:past] = [line + end for line in as_item(list(new), found.indent)]
            continue
        above = lines[first - 1].strip() if first else ""
        if past < len(lines) - 1 and not lines[past].strip() and not above:
            past += 1
        del lines[first:past]
    if len(found.items) == sum(new is None for new in changes.values()):
        del lines[found.key]
    return "\n".join(lines)


def add(text: str, name: str, items: Sequence[Sequence[str]]) -> str:
    """The text with more items at the end of a list; a list that is not there is begun at the end of the file."""
    if not items:
        return text
    end = "\r" if text.partition("\n")[0].endswith("\r") else ""
    found = block(text, name)
    lines = text.split("\n")
    if lines[-1].strip():  # the last line lacks its end
        lines[-1] += end
        lines.append("")
    if found is None:
        lines[-1:] = [f"{name}:{end}", ""]
        found = Block(len(lines) - 2, (), _INDENT, False)
    at = found.key + 1
    if found.items:
        at = found.items[-1][1]
    elif found.flow:
        lines[found.key] = f"{name}:{end}"
    parted = len(found.items) > 1 and not lines[found.items[-1][0] - 1].strip()
    for item in items:
        new = [line + end for line in as_item(list(item), found.indent)]
        lines[at:at] = [end, *new] if parted else new  # some files part their statements by blank lines
        at += len(new) + parted
    return "\n".join(lines)


def head(text: str, name: str) -> str:
    """The lines of a mapping at the top, as they are."""
    root = _compose(text)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == name:
            return "\n".join(text.split("\n")[key.start_mark.line : _last_line(value) + 1]).replace("\r", "")
    return ""
