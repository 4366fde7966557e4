"""`faultlines review`: from candidates to reviewed statements."""

from __future__ import annotations

from pathlib import Path

import click

from faultlines.commands.options import FOLDER, curator_option, login

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(epilog="Example: faultlines review seeds/candidates/my-source.yaml --curator 'Ada Bryce'")
@click.argument("file", type=_FILE, required=False)
@curator_option
@click.option(
    "--apply", "apply_to", type=_FILE, help="Carry out the `decision: accept` and `reject` written in a file."
)
@click.option(
    "--seeds", type=FOLDER, help="Your folder of seeds, which is written to [that of FILE's candidates/, else ./seeds]."
)
def review(file: Path | None, curator: str | None, apply_to: Path | None, seeds: Path | None) -> None:
    """Walk through candidates: accept, edit, reject, skip, undo; those of FILE, else all in candidates/.

    An accepted one moves to statements/<source>.yaml, and its new things get their rows in the flat lists; a
    rejected one is remembered in candidates/<source>.rejected.tsv and does not come back. Every decision is
    on disk before the next is asked, so you may stop at any time.
    """
    from faultlines import paths
    from faultlines.errors import FaultlinesError, Findings
    from faultlines.review.apply import apply
    from faultlines.review.journal import recover
    from faultlines.review.session import Session
    from faultlines.seeds.candidates import candidate_files

    if file is not None and apply_to is not None:
        raise click.UsageError("give a FILE to walk through or --apply FILE, not both")
    given = file or apply_to
    if given is not None:
        _candidate_file(given)
    folder = paths.own_seeds(seeds, given.parent if given is not None else None)
    if given is None and not folder.is_dir():
        raise FaultlinesError(
            f"there is no {folder / 'candidates'} here; name a file of candidates, or your folder of seeds: --seeds DIR"
        )
    name = login(curator)
    if recover(folder):
        click.echo("A decision that was interrupted has been completed.", err=True)
    if apply_to is not None:
        counts, faults = apply(folder, apply_to, name)
        click.echo(f"{apply_to}: {counts['accept']} accepted, {counts['reject']} rejected")
        if faults:
            raise Findings(faults)
        return
    Session(folder, [file] if file is not None else candidate_files(folder), name).run()


def _candidate_file(path: Path) -> None:
    """Refuse what certainly is none: what is reviewed already must not be decided on, and rejecting would delete it."""
    from faultlines.errors import FaultlinesError

    if path.resolve().parent.name == "statements":
        raise FaultlinesError(
            f"{path}: holds reviewed statements, not candidates; edit it by hand, then run: faultlines check"
        )
    if path.suffix not in (".yaml", ".yml"):
        raise FaultlinesError(
            f"{path}: is no file of candidates; write one with: "
            "faultlines extract FILE -o seeds/candidates/ (or -f yaml)"
        )
