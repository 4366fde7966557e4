"""What programs propose: read and checked like reviewed statements, beside them, and never part of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from faultlines.errors import Fault, did_you_mean
from faultlines.model import Entity, Source, Statement
from faultlines.seeds.files import ReadFile, read_statement_file, read_statement_text
from faultlines.seeds.load import Seeds, shown
from faultlines.seeds.references import resolve


@dataclass(frozen=True, slots=True)
class Candidates:
    """One file of candidates and what is wrong with it."""

    path: Path
    read: ReadFile
    entities: Mapping[str, Entity]
    """Those of the flat lists and those of the file."""
    statements: tuple[tuple[Statement, ...], ...]
    """Of each sound entry (`read.entries`) its statements; none where a reference or an id is at fault."""
    faults: tuple[Fault, ...]

    @property
    def source(self) -> Source | None:
        """The document, as far as it is known."""
        return self.read.source


def candidate_files(folder: Path) -> list[Path]:
    """The files of candidates in a folder of seeds, sorted."""
    return sorted(p for p in (folder / "candidates").glob("*.yaml") if not p.name.startswith("."))


def read_candidates(path: Path, seeds: Seeds, text: str | None = None) -> Candidates:
    """Read one file, or the `text` that it may get; references may name its own statements and reviewed ones."""
    faults: list[Fault] = []
    name = shown(path)
    if text is None:
        read = read_statement_file(path, name, faults, candidates=True)
    else:
        read = read_statement_text(text, path.stem, name, faults, candidates=True)
    known = {**read.entities, **seeds.entities}
    for i, entity in enumerate(read.entities.values()):
        for target in entity.belongs_to:
            if target not in known:
                line = read.document.line(("entities", i))
                faults.append(Fault(name, line, f"belongs_to names unknown {target}{did_you_mean(target, known)}"))
    reviewed = referred_to(read, seeds.folder / "statements")
    found: list[Fault] = []
    places: dict[str, tuple[str, int]] = {}
    statements = resolve([read, *reviewed], known, places, found)
    faults.extend(fault for fault in found if fault.path == name)
    by_line: dict[tuple[str, int], list[Statement]] = {}
    for statement in statements:
        by_line.setdefault(places[f"statement:{statement.key}"], []).append(statement)
    of_entry = [tuple(by_line.get((name, read.document.line(("statements", i))), ())) for _, i in read.entries]
    return Candidates(path, read, known, tuple(of_entry), tuple(sorted(set(faults))))


def candidate_faults(seeds: Seeds) -> list[Fault]:
    """What is wrong with the candidates of a folder of seeds: found by `faultlines check`, no hindrance to a build."""
    return sorted({fault for path in candidate_files(seeds.folder) for fault in read_candidates(path, seeds).faults})


def candidate_sources(seeds: Seeds) -> list[Source]:
    """The sources of the candidates, so that their documents can be kept and shown."""
    read = (_quiet(path, candidates=True) for path in candidate_files(seeds.folder))
    return [file.source for file in read if file.source is not None and file.sound]


def _quiet(path: Path, *, candidates: bool = False) -> ReadFile:
    return read_statement_file(path, shown(path), [], candidates=candidates)


def referred_to(read: ReadFile, folder: Path, *, itself: bool = True) -> list[ReadFile]:
    """The reviewed files of a folder that a file refers to; with `itself` that of its own source too."""
    found: dict[str, ReadFile] = {}
    own_source = read.source.id if read.source else ""
    queue = [read]
    while queue:
        file = queue.pop()
        own = {entry.handle for entry, _ in file.entries}
        here = file.source.id if file.source else ""
        for entry, _ in file.entries:
            for handle in entry.condition + entry.unless + entry.responds_to + entry.advances:
                source = handle.partition("#")[0] if "#" in handle else "" if handle in own or ":" in handle else here
                path = folder / f"{source}.yaml"
                if not source or source in found or (source == own_source and not itself) or not path.is_file():
                    continue
                found[source] = _quiet(path)
                queue.append(found[source])
    return list(found.values())
