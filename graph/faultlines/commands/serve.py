"""`faultlines serve`: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from faultlines.commands.options import graph_options


@click.command(epilog="Example: faultlines serve --port 8000 --no-open")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; the default is this machine."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option(
    "--query-timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="SECONDS",
    help="A query may take so long.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True,
    help="Queries at the same time; beside long ones as many again.",
)  # fmt: skip
@click.option("--max-rows", type=click.IntRange(min=1), default=100_000, show_default=True, help="Rows of an answer.")
@click.option(
    "--memory", type=click.IntRange(min=64), default=2048, show_default=True, help="MiB that a query may take."
)
@click.option(
    "--cors", multiple=True, metavar="ORIGIN", help="A web origin whose pages may read from here; repeatable."
)
@graph_options
def serve(
    host: str,
    port: int,
    no_open: bool,
    query_timeout: float,
    workers: int,
    max_rows: int,
    memory: int,
    cors: tuple[str, ...],
    seeds: Path | None,
    store: Path | None,
) -> None:
    """Serve the graph: an editor, a SPARQL endpoint at /sparql, the pages, a JSON API.

    Read-only, for this machine alone unless --host says otherwise. A query over a limit is stopped and the others
    do not notice. A new build of the store is taken over while the server runs. Ctrl C ends it.
    """
    from faultlines import paths
    from faultlines.build import load
    from faultlines.serve.run import run

    load(seeds, store, say=lambda text: click.echo(text, err=True)).close()
    run(
        paths.store(store, paths.seeds(seeds)),
        host=host, port=port, show=not no_open, seconds=query_timeout, workers=workers, rows=max_rows,
        memory=memory * 2**20, origins=cors, say=lambda text: click.echo(text, err=True),
    )  # fmt: skip
