"""Seeds + ontology + rules → a store on disk. A build that fails or is killed leaves the last good store untouched."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from faultlines import paths
from faultlines.errors import Findings, StoreError
from faultlines.files import write_whole
from faultlines.names import fill
from faultlines.seeds.digest import digest
from faultlines.store import CURRENT, KnowledgeGraph

_PROGRAM: Final = (
    *("build.py", "dates.py", "model.py", "names.py", "rdf.py", "rules.py", "terms.py", "validate.py"),
    *(f"seeds/{name}.py" for name in ("files", "gazetteer", "load", "references", "schema", "tables", "yamltext")),
    *("extract/clean.py", "extract/columns.py", "extract/names.py"),
)
"""The modules that decide what a store holds: a change in them makes it stale. A test holds them against imports."""

_GENERATION: Final = re.compile("[0-9a-f]{16}-[0-9a-f]{8}")
"""What the folder of a generation is named: the digest of its seeds, and a part of its own."""

Say = Callable[[str], None]


def _quiet(_: str) -> None:
    """Say nothing."""


def load(seeds: Path | str | None = None, store: Path | str | None = None, say: Say = _quiet) -> KnowledgeGraph:
    """The knowledge graph of a folder of seeds, built first if it is missing or older than they are.

    Without arguments: ./seeds, else the seeds that come with the program; the store lies in the user's cache.

    >>> with fl.load(seeds, store) as kg:
    ...     kg
    <KnowledgeGraph 9 concluded, 30 entities, 2 sources, 30 statements, 2722 triples>
    >>> fl.load("nowhere")
    Traceback (most recent call last):
    faultlines.errors.FaultlinesError: nowhere: no such folder of seeds
    """
    seeds_folder = paths.seeds(Path(seeds) if seeds is not None else None)
    folder = paths.store(Path(store) if store is not None else None, seeds_folder)
    if not is_current(seeds_folder, folder):
        say(f"building {folder} from {seeds_folder} …")
        build(seeds_folder, folder)
    return KnowledgeGraph.open(folder)


def state(seeds_folder: Path) -> str:
    """A digest of all that a store is made from: seeds, ontology, rules, program."""
    here = Path(__file__).parent
    program = digest(here, names=_PROGRAM)
    return f"{digest(seeds_folder)}{digest(paths.ontology())}{program}-{version('pyoxigraph')}"


def is_current(seeds_folder: Path, folder: Path) -> bool:
    """Whether the store was built from just these seeds, this ontology and this program."""
    try:
        generation = folder / (folder / CURRENT).read_text(encoding="utf-8").strip()
        manifest = json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    known = manifest.get("state") if isinstance(manifest, dict) else None
    return known == state(seeds_folder) and (generation / "graph" / "CURRENT").is_file()


def build(seeds_folder: Path, folder: Path) -> Path:
    """Check the seeds and build the store; all faults at once if there are any.

    The new generation is written beside the old one and taken into use by replacing one small file, so a reader
    sees the old store or the new one, never half of either. Builds of one store wait for each other.
    """
    from filelock import FileLock

    from faultlines.seeds import load_seeds
    from faultlines.validate import check, seed_triples

    before = state(seeds_folder)
    seeds = load_seeds(seeds_folder)
    if faults := check(seeds):
        raise Findings(faults)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock"):
            generation = folder / f"{before[:16]}-{uuid.uuid4().hex[:8]}"
            try:
                write_graph(generation / "graph", seed_triples(seeds), paths.ontology())
                write_names(generation)
                write_manifest(generation, before, seeds_folder, seeds)
            except BaseException:
                shutil.rmtree(generation, ignore_errors=True)
                raise
            previous = _replace(folder, generation.name)
            _remove_others(folder, {generation.name, previous})
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error})") from None
    return generation


def write_graph(target: Path, triples: Iterable[Any], ontology: Path | None) -> None:
    """Write triples, the ontology and what its rules conclude into a new store, optimized for reading."""
    from pyoxigraph import Quad, RdfFormat, Store

    from faultlines.rules import apply_rules

    target.mkdir(parents=True)
    store = Store(str(target))
    if ontology is not None:
        for path in sorted(ontology.glob("*.ttl")):
            if path.name != "shapes.ttl":
                store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
    store.bulk_extend(Quad(*triple) for triple in triples)
    store.optimize()  # without it queries are many times slower
    if ontology is not None:
        apply_rules(store, ontology)
        store.optimize()
    store.flush()
    del store


def write_names(generation: Path) -> None:
    """The side index: names for resolving, texts for searching."""
    from pyoxigraph import Store

    from faultlines.terms import PREFIXES

    store = Store.read_only(str(generation / "graph"))
    database = sqlite3.connect(generation / "names.sqlite")
    fill(database, lambda sparql: store.query(sparql, prefixes=dict(PREFIXES)))  # type: ignore[return-value,arg-type]  # a SELECT
    database.close()


def write_manifest(generation: Path, state_: str, seeds_folder: Path, seeds: Any) -> None:
    """What the store was made from and what it holds, for whoever opens it."""
    from pyoxigraph import Store

    from faultlines.extract.names import read_names
    from faultlines.terms import PREFIXES

    store = Store.read_only(str(generation / "graph"))
    codes = read_names(seeds_folder).codes
    counted: Any = store.query(
        'SELECT (COUNT(?st) AS ?n) WHERE { ?st fl:method ?m . FILTER(STRSTARTS(?m, "rule:")) }', prefixes=dict(PREFIXES)
    )
    concluded = int(next(iter(counted))["n"].value)
    manifest = {
        "state": state_,
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": version("faultlines"),
        "seeds": str(seeds_folder.resolve()),
        "counts": {
            "statements": sum(not s.retired for s in seeds.statements),
            "concluded": concluded,
            "sources": len(seeds.sources),
            "entities": len(seeds.entities),
            "triples": len(store),
        },
        "sources": {
            s.id: {
                "title": s.title,
                "date": s.date,
                "sha256": s.sha256,
                "characters": s.characters,
                "kind": s.kind,
                "stance": s.stance,
                "text_quality": s.text_quality,
                "author": list(s.author),
                "published_first_by": s.published_first_by,
                "republished_by": list(s.republished_by),
                "url": s.url,
            }
            for s in seeds.sources.values()
        },
        "codes": {state: code for code, state in codes.items() if state in seeds.entities},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (generation / "manifest.json").write_text(text, encoding="utf-8")


def _replace(folder: Path, name: str) -> str:
    """Take a generation into use; the name of the one before."""
    current = folder / CURRENT
    previous = current.read_text(encoding="utf-8", errors="replace").strip() if current.is_file() else ""
    write_whole(current, f"{name}\n".encode())
    return previous


def _remove_others(folder: Path, keep: set[str]) -> None:
    """Remove generations nobody needs; the one before stays for readers that still hold it.

    Nothing else is touched, as the user may have named a folder that holds other things.
    """
    for path in folder.iterdir():
        if _GENERATION.fullmatch(path.name) and path.name not in keep:
            shutil.rmtree(path, ignore_errors=sys.platform == "win32")
