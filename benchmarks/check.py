"""How long `xuzhi check` takes in all, from the shell to the answer: `python benchmarks/check.py`.

The promise is 0.5 s. Prints wall and processor seconds of twenty runs: the best and the middle one.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 20
FACTS = {"company": {"paid_in_capital": 800_000}}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "facts.json"
        file.write_text(json.dumps(FACTS), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "xuzhi.console.main",
            "check",
            "sme_ai_listing",
            "supplier",
            str(file),
            "--json",
        ]
        wall, processor = [], []
        for _ in range(RUNS):
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            wall.append(time.perf_counter() - began)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    for name, seconds in (("wall", wall), ("processor", processor)):
        print(f"{name}: best {min(seconds):.2f} s, middle {statistics.median(seconds):.2f} s")


if __name__ == "__main__":
    main()
