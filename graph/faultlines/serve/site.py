"""The pages of the graph, written once for each generation of the store when the first reader asks."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Final

from faultlines.serve.pool import Pool
from faultlines.serve.protocol import Refusal

_NAME: Final = re.compile(r"[a-z0-9-]+\.html")
_SECONDS: Final = 180.0
"""Writing all pages may take so long, whatever a query may."""


class Site:
    """Pages in a folder of the server's own."""

    def __init__(self, pool: Pool, folder: Path) -> None:
        self._pool = pool
        self._folder = folder
        self._lock = asyncio.Lock()

    async def page(self, name: str) -> bytes | None:
        """The page of that file name, or None."""
        if not _NAME.fullmatch(name):
            return None
        folder = self._folder / self._pool.generation.name
        async with self._lock:
            if not (folder / "index.html").is_file():
                status, _, body = await self._pool.ask(_SECONDS, do="site", folder=str(folder))
                if status != 200:
                    raise Refusal(status, body.decode())
        path = folder / name
        return path.read_bytes() if path.is_file() else None
