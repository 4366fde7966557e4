"""How the server and its workers talk: a header as JSON and a body of bytes, each after its length."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, Final

LENGTHS: Final = struct.Struct(">II")
"""Of a message's header and body."""


def packed(header: dict[str, Any], body: bytes = b"") -> bytes:
    """A message."""
    text = json.dumps(header).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


def read(stream: BinaryIO) -> dict[str, Any] | None:
    """The header of the next message, whose body is empty; None at the end."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    size, _ = LENGTHS.unpack(lengths)
    header: dict[str, Any] = json.loads(stream.read(size))
    return header
