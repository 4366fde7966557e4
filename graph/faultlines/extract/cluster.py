"""The workers of a Dask cluster, as a crew like those of this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import Any, Final

from faultlines.errors import FaultlinesError, MissingExtra
from faultlines.extract.workers import Crew

_PATIENCE: Final = 10
"""Seconds to wait for a scheduler."""


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """The workers of a Dask scheduler; they see the files under the same paths and have the same release."""
    try:
        import distributed
    except ImportError:
        raise MissingExtra("Dask", "cluster") from None
    try:  # a client that finds nobody leaves a traceback behind, so ask first
        with ThreadPoolExecutor(1) as thread:  # in a notebook this one has a running loop
            thread.submit(lambda: asyncio.run(asyncio.wait_for(_asked(address), _PATIENCE))).result()
        connect: Any = distributed.Client  # has no types
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, TimeoutError):
        raise FaultlinesError(f"{address}: no Dask scheduler answers there (an address is tcp://host:port)") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise FaultlinesError(f"{address}: the Dask scheduler has no workers")
        with client.get_executor(pure=False) as pool:
            # a result whose worker dies while it is fetched is a TypeError of Dask's executor; nothing else raises one
            died = (distributed.KilledWorker, TypeError)
            yield Crew(size=2 * threads, start=lambda _: nullcontext(pool), died=died)


async def _asked(address: str) -> None:
    import distributed

    call: Any = distributed.rpc
    async with call(address, timeout=_PATIENCE) as scheduler:
        if (await scheduler.identity())["type"] != "Scheduler":
            raise ValueError(address)
