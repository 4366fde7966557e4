"""What README.md tells a reader to type works as it stands there."""

import re
import subprocess
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(heading):
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", README, re.M | re.S)
    return re.findall(r"^```sh\n(.*?)^```", section[1], re.M | re.S)


def commands():
    first = [line for line in blocks("Quick start")[0].splitlines() if line.startswith("faultlines")]
    return first + [line for block in blocks("Five things to try") for line in block.splitlines()]


def test_there_are_a_quick_start_and_five_things():
    assert len(blocks("Five things to try")) == 5
    assert [line.split()[1] for line in commands()[:3]] == ["build", "ask", "view"]


@pytest.mark.parametrize("command", commands())
def test_command(command, tmp_path, environment):
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    out = list(tmp_path.rglob("*.html")) + list(tmp_path.rglob("*.gexf"))
    assert done.stdout.strip() or out
    if "view all" in command:
        assert (tmp_path / "views" / "index.html").is_file()
