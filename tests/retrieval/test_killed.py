"""A load that is killed, anywhere, leaves a whole generation, old or new, and nothing else."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_load_that_is_killed_at_any_step_or_moment_leaves_a_whole_generation(
    tmp_path: Path,
) -> None:
    """Some steps of all, drawn by chance: without `--most`, the program takes every one."""
    command = [sys.executable, "-m", "tests.fakes.killed_loads", str(tmp_path)]
    done = subprocess.run(
        [*command, "--most", "8", "--random", "6"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    *faults, told = map(json.loads, done.stdout.splitlines())
    assert faults == []
    assert (told["killed"], told["random"], told["wrong"]) == (8, 6, 0)
    assert told["steps"] > 100
