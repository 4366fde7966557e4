"""What the workers of `test_corpus.py` do with a file; a module of its own, since a worker imports it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from faultlines.errors import Fault, Findings, MissingExtra
from faultlines.extract.corpus import Lines


def line_each(path: Path) -> list[str]:
    """A line of JSON for each line of the file; a word on its own in the first line makes something happen."""
    lines = path.read_bytes().decode().split("\n")[:-1]
    match lines[0] if lines else "":
        case "late":
            time.sleep(0.5)
        case "for ever":
            time.sleep(60)
        case "bad":
            raise Findings([Fault(str(path), 2, "is a bad file"), Fault(str(path), 3, "a very bad one")])
        case "half":
            return Lines(["half"], faults=[Fault(str(path), 0, "half of it was not read")])
        case "broken":
            raise ValueError("two\nlines")
        case "halved":
            return ["\ud800"]
        case "crash":
            os._exit(9)
        case "extra":
            raise MissingExtra("spaCy", "extract")
    return Lines(
        (json.dumps({"name": path.name, "line": line}, ensure_ascii=False) for line in lines),
        words=sum(len(line.split()) for line in lines),
    )


def slowly(path: Path) -> list[str]:
    """The same, slowly, leaving a note of who worked on what."""
    time.sleep(0.1)
    with Path(os.environ["CORPUS_LOG"]).open("a") as log:
        log.write(f"{path.name} {os.getpid()}\n")
    return line_each(path)


def process_of(path: Path) -> list[str]:
    """Who works on it."""
    time.sleep(0.1)
    return [str(os.getpid())]
