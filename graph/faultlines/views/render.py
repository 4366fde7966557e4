"""Template and values → one HTML file that loads nothing: scripts and styles inside, allowed by their hashes alone."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from faultlines.files import write_whole
from faultlines.views.marks import mark
from faultlines.views.words import date_words, split_name

_HERE: Final = Path(__file__).resolve().parent
_VIS: Final = Path("lib/vis-9.1.2/vis-network.min.js")
"""Where the installed pyvis keeps the script that draws networks."""
_SHORT: Final = {"alliances": "Alliances", "spheres": "Spheres", "map": "Map"}
"""Titles too long for the bar, which has a dozen of them in one line."""


def render(
    template: str,
    styles: tuple[str, ...],
    scripts: tuple[str, ...],
    values: Mapping[str, Any],
    *,
    home: Path = _HERE,
    connect: str = "'none'",
) -> str:
    """The page: a template with the named styles and scripts inlined and nothing else allowed to run.

    Files are looked for in the folders of `home` first; `connect` is what the page may talk to.
    """
    css = "\n".join(_asset("styles", name, home) for name in styles)
    codes = [_asset("scripts", name, home) for name in scripts]
    page = _environment(home).get_template(template)
    return page.render(
        **values,
        policy=_policy(css, codes, connect),
        style=_inline(css, "style"),
        scripts=[_inline(code, "script") for code in codes],
    )


def small(template: str, values: Mapping[str, Any]) -> Markup:
    """A piece of a page, such as a picture for the index, escaped like a page."""
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704 - autoescaped by the template


def write(path: Path, text: str) -> Path:
    """Write a page whole or not at all, as UTF-8 on every machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode("utf-8", "replace"))
    return path


@cache
def _environment(home: Path = _HERE) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([home / "templates", _HERE / "templates"]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False, "ensure_ascii": False, "separators": (",", ":")}
    environment.filters |= {"date": date_words, "split_name": split_name}
    environment.globals |= {"mark": mark, "short": _SHORT}
    return environment


@cache
def _asset(folder: str, name: str, home: Path) -> str:
    """A script or style of ours, or the one of pyvis, with the newlines that browsers hash."""
    own = home / folder / name
    path = _pyvis() / _VIS if name == "vis-network" else own if own.is_file() else _HERE / folder / name
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _pyvis() -> Path:
    from importlib.util import find_spec

    spec = find_spec("pyvis")
    if spec is None or spec.origin is None:
        raise RuntimeError("pyvis is not installed; reinstall faultlines")
    return Path(spec.origin).parent


def _inline(text: str, tag: str) -> Markup:
    """A file of ours as the content of an element, which it must not be able to end."""
    if re.search(rf"</{tag}|<!--", text, re.IGNORECASE):
        raise ValueError(f"a {tag} holds what would end its element")
    return Markup(text)  # noqa: S704 - a file of the program's own, never data


def _policy(css: str, codes: list[str], connect: str) -> str:
    """A content security policy by which nothing runs or loads but what is named by its hash."""
    scripts = " ".join(_hash(code) for code in codes) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {_hash(css)}",
            "img-src data: blob:",
            f"connect-src {connect}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
