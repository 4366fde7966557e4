"""A sentence → a vector for every piece of its words: a small transformer, by which pairs and labels are judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from faultlines.errors import MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL: Final = "reader.onnx"
VOCABULARY: Final = "vocab.txt"
ROLES: Final = 3
"""What a word may be to a pair: where it hangs together, its holder, its content."""
WORDING: Final = 2
"""What it may be to a label: the head of the phrase that is worded, a word that is kept or not."""
LONGEST: Final = 192
"""Pieces; of a longer sentence the rest goes unread."""


class Reader:
    """The transformer, loaded once; what it read last, it need not read again."""

    def __init__(self, folder: Path) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise MissingExtra("onnxruntime", "extract") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # documents are read side by side instead
        self._session: Any = onnxruntime.InferenceSession(folder / MODEL, options, providers=["CPUExecutionProvider"])
        self._pieces: Any = pieces(folder / VOCABULARY)
        self._last: tuple[str, Any] | None = None

    def __call__(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The first character of each piece, −1 for the mark at the start; and its vectors (pieces × roles, those
        in a pair and those in a label × width)."""
        import numpy as np

        if self._last is None or self._last[0] != text:
            read = self._pieces.encode(text)
            ids = np.array([read.ids], dtype=np.int64)
            (vectors,) = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
            self._last = text, (starts(read), vectors[0].reshape(len(read.ids), ROLES + WORDING, -1))
        found: tuple[NDArray[np.int64], NDArray[np.float32]] = self._last[1]
        return found


def pieces(vocabulary: Path) -> Any:
    """The tokenizer."""
    try:
        from tokenizers import BertWordPieceTokenizer
    except ImportError as error:
        raise MissingExtra("tokenizers", "extract") from error
    tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


def starts(read: Any) -> NDArray[np.int64]:
    """The first characters of the pieces of a text that was read, −1 for the mark at its start."""
    import numpy as np

    first = np.array([offset[0] for offset in read.offsets], dtype=np.int64)
    first[0] = -1
    first[-1] = np.iinfo(np.int64).max  # the mark at its end
    return first
