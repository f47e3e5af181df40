"""Runs a module of ours in a process of its own, with the interpreter and the code that run now."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def run_module(name: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run `python -m name arguments…` to its end, `given` as its stdin, and return what it wrote.

    It finds the same code as this process, wherever it was started.
    """
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(  # noqa: S603 - our own module, in the interpreter that runs us
        [sys.executable, "-m", name, *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
