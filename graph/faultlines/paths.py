"""Where ontology/ and seeds/ are, in a checkout and in a wheel, and where a user's own files are kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from faultlines.errors import FaultlinesError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent
_HERE = Path("seeds")


def _shipped(name: str) -> Path:
    """The folder of that name beside graph/ in a checkout, else the copy in the wheel."""
    beside = _CHECKOUT / name
    if (_CHECKOUT / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    return _PACKAGE / "_data" / name


def ontology() -> Path:
    """The folder with the Turtle files and the rules."""
    return _shipped("ontology")


def seeds(chosen: Path | None = None) -> Path:
    """The seeds to use: the chosen folder, else ./seeds, else those that come with the program."""
    if chosen is not None:
        if not chosen.is_dir():
            raise FaultlinesError(f"{chosen}: no such folder of seeds")
        return chosen
    return _HERE if (_HERE / "statements").is_dir() else _shipped("seeds")


def own_seeds(chosen: Path | None = None, place: Path | None = None) -> Path:
    """The seeds to write to: the chosen folder, else the one whose ``candidates/`` the `place` of a candidate file is,
    else ./seeds, which need not be there yet; those that come with the program only by name.
    """
    if chosen is not None:
        return seeds(chosen)
    folder = place.absolute() if place is not None else None
    return folder.parent if folder is not None and folder.name == "candidates" else _HERE


def begun(folder: Path) -> bool:
    """Whether a folder of seeds holds any; one's own may start empty."""
    return any(folder.glob("*.tsv")) or any((folder / "statements").glob("*.yaml"))


def names(folder: Path) -> Path:
    """The seeds whose gazetteer goes with a folder of seeds: its own, else that which comes with the program."""
    return folder if (folder / "gazetteer").is_dir() else _shipped("seeds").resolve()


def store(chosen: Path | None, seeds_folder: Path) -> Path:
    """The store to use: the chosen folder, else one a seeds folder in the user's cache."""
    if chosen is not None:
        return chosen
    name = hashlib.sha256(str(seeds_folder.resolve()).encode()).hexdigest()[:12]
    return user_cache_path("faultlines") / "stores" / name


def documents() -> Path:
    """The folder that keeps the texts a user has added (`faultlines sources add`)."""
    return user_data_path("faultlines") / "sources"
