"""The process that looks into a file: it confines itself first, answers into its folder, and is gone.

    python -c "from xuzhi.documents.inspection.child import main; main()" < task.json

Neither Django nor a database is known here. Whatever the file does to it, the parent has its answer or the reason why
there is none.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.confinement import Limits, confine
from xuzhi.kernel.texts import use_language

OUT_OF_MEMORY = 71


def main() -> None:
    """Read one task from standard input, do it, and write the answer."""
    os.nice(10)  # nobody waits for it: people's pages go first
    task = json.loads(sys.stdin.buffer.read())
    folder = Path(task["folder"])
    # Read before the door closes: libraries look for things in places that are closed afterwards.
    work = _work(task["do"])
    ways = confine(Limits(**task["limits"]), folder=folder, readable=[Path(task["path"])])
    try:
        with use_language(task["language"]):
            answer = {**work(task), "confined_by": ways}
        (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _work(what: str) -> Any:
    if what == "ocr":
        from xuzhi.documents.inspection.ocr import read_page

        return lambda task: read_page(Path(task["path"]), task["media_type"], task["page"])
    from xuzhi.documents.inspection.reading import read_file, read_text

    if what == "text":
        return lambda task: read_text(Path(task["path"]), task["name"])
    return lambda task: _inspect(read_file, task)


def _inspect(read_file: Any, task: Mapping[str, Any]) -> dict[str, Any]:
    path = Path(task["path"])
    report = read_file(path, task["name"], profile=task.get("profile"), with_text=task.get("with_text", False))
    written: dict[str, Any] = report.as_json()
    return written
