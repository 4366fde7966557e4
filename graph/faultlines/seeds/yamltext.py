"""YAML as a specialist writes it: strings stay strings, values know their line, a key written twice is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from faultlines.errors import Fault

Path = tuple[str | int, ...]

_DEEP: Final = 10_000


@dataclass(slots=True)
class Document:
    """The plain value of a YAML file and the line of each place in it."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    """Nodes that were read; one that comes again stands behind an alias."""

    def line(self, place: Path) -> int:
        """The line of that place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(name: str, text: str) -> Document:
    """Parse the text of the file of that name; what is wrong stands in `faults`."""
    document = Document()
    try:
        node = _compose(text)
        if node is not None:
            document.value = _plain(node, (), document, name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = " ".join(str(part) for part in (error.context, error.problem) if part)
        if "\\t" in message:
            message += "; indent with spaces, not with tabs"
        document.faults.append(Fault(name, (mark.line if mark else 0) + 1, f"does not parse: {message}"))
    except yaml.YAMLError as error:  # such as a control character, which carries no mark
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        document.faults.append(Fault(name, line, f"does not parse: {getattr(error, 'reason', error)}"))
    except RecursionError:
        document.faults = [Fault(name, 1, "does not parse: it is nested too deeply")]
    return document


def _compose(text: str) -> yaml.Node | None:
    """The node tree; by libyaml where PyYAML has it, which is ten times as fast, but says less well what is wrong."""
    fast = getattr(yaml, "CBaseLoader", None)
    # libyaml overflows its stack, and the process dies, where text is nested too deeply: such text is not for it
    shallow = text.count("[") + text.count("{") < _DEEP and max(map(len, text.split("\n"))) < _DEEP
    if fast is not None and shallow and "\ufeff" not in text:
        try:
            return yaml.compose(text, Loader=fast)
        except yaml.YAMLError:
            pass
    return yaml.compose(text, Loader=yaml.BaseLoader)


def _plain(node: yaml.Node, place: Path, document: Document, name: str) -> Any:
    document.lines[place] = node.start_mark.line + 1
    if id(node) in document.seen:
        document.faults.append(Fault(name, node.start_mark.line + 1, "an alias (*) repeats this; write it out instead"))
        return None
    document.seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*place, i), document, name) for i, child in enumerate(node.value)]
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            document.faults.append(Fault(name, line, "a field's name must be one word"))
            continue
        key = str(key_node.value)
        if key in mapping:
            document.faults.append(Fault(name, line, f"{key} is written twice; keep one of the two"))
            continue
        mapping[key] = _plain(value_node, (*place, key), document, name)
        document.lines[(*place, key)] = line
    return mapping
