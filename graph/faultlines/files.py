"""Files are written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from faultlines.errors import FaultlinesError

PART: Final = ".part"
"""How the name ends of what a kill in the middle leaves beside a file."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, or leave it as it was and raise a FaultlinesError; its permissions stay.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "a.txt", b"one")
    ...     write_whole(Path(folder) / "a.txt", b"two")
    ...     [(path.name, path.read_bytes()) for path in Path(folder).iterdir()]
    [('a.txt', b'two')]
    """
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        os.replace(part, path)
    except OSError as error:
        raise FaultlinesError(f"{path}: cannot be written ({error.strerror})") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
