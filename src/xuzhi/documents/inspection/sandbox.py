"""Has a file looked into by another process, and takes whatever becomes of it: never "fine" when it is not known.

The process is confined (`confinement`) before it opens the file. A crash, too much memory, processor or wall time, an
answer that is too long or no answer make a Report that says `not_inspected`, and why.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.confinement import Limits
from xuzhi.documents.inspection.report import Box, Found, Report, Suggestion
from xuzhi.kernel.texts import current_language

_ROOT = str(Path(__file__).resolve().parents[3])
CHILD = ("-c", f"import sys; sys.path.insert(0, {_ROOT!r}); from xuzhi.documents.inspection.child import main; main()")
"""What the child runs: the code that the parent runs, from wherever it was loaded."""

_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")


def inspect_apart(
    path: Path,
    name: str,
    *,
    profile: Mapping[str, Any] | None = None,
    with_text: bool = False,
    limits: Limits | None = None,
) -> Report:
    """Look into the file at `path`, which its sender calls `name`, in a confined process.

    `profile` is what a document must look like (`profiles.Profile.as_json`); `with_text` asks for the text too.
    """
    task = {"do": "inspect", "path": str(path.resolve()), "name": name, "profile": profile, "with_text": with_text}
    return report_of(run_apart(task, limits or Limits()))


def text_apart(path: Path, name: str, *, limits: Limits | None = None) -> tuple[str, Mapping[str, Any]]:
    """The text of the file, and why there is none ({"code", …}; empty where there is one)."""
    task = {"do": "text", "path": str(path.resolve()), "name": name}
    answer = run_apart(task, limits or Limits())
    return str(answer.get("text") or ""), answer.get("why") or {}


def run_apart(task: Mapping[str, Any], limits: Limits, child: Sequence[str] = CHILD) -> dict[str, Any]:
    """The child's answer to one task, or {"state": "not_inspected", "why": {"code": …}}."""
    with tempfile.TemporaryDirectory(prefix="xuzhi-inspect-") as folder:
        asked = {**task, "folder": folder, "limits": vars(limits), "language": current_language()}
        answer = Path(folder) / "answer.json"
        why = _run([sys.executable, "-I", "-X", "utf8", *child], asked, folder, limits)
        if why is None and answer.is_file() and answer.stat().st_size <= limits.answer_bytes:
            return _read(answer)
        return {"state": "not_inspected", "why": why or {"code": "inspection_no_answer"}}


def _run(command: list[str], task: Mapping[str, Any], folder: str, limits: Limits) -> dict[str, Any] | None:
    """None when it ended well, else why it did not."""
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    environment |= {"TMPDIR": folder, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )
    try:
        process.communicate(json.dumps(task).encode(), timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired:
        return {"code": "inspection_too_long", "seconds": limits.wall_seconds}
    finally:
        _end(process)
    return _why(process.returncode, limits)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Nothing of it is left, whatever it did."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


OUT_OF_MEMORY = 71
"""Exit status of a child that says itself that it had too little memory."""


def _why(returned: int, limits: Limits) -> dict[str, Any] | None:
    if returned == 0:
        return None
    if returned == OUT_OF_MEMORY:
        return {"code": "inspection_too_much_memory", "megabytes": limits.memory_bytes // 1024**2}
    if returned == -signal.SIGXCPU:
        return {"code": "inspection_too_much_time", "seconds": limits.cpu_seconds}
    return {"code": "inspection_broke_off", "status": returned}


def _read(answer: Path) -> dict[str, Any]:
    try:
        read = json.loads(answer.read_bytes())
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict) or "state" not in read:
        return {"state": "not_inspected", "why": {"code": "inspection_no_answer"}}
    return read


def report_of(answer: Mapping[str, Any]) -> Report:
    """The report that the child wrote."""
    try:
        return Report(
            kind=str(answer.get("kind") or ""),
            state=str(answer["state"]),
            why=answer.get("why") or {},
            findings=[Found(**{**each, "box": _box(each)}) for each in answer.get("findings", ())],
            facts=dict(answer.get("facts") or {}),
            suggestions=[Suggestion(**{**each, "box": _box(each)}) for each in answer.get("suggestions", ())],
            confined_by=answer.get("confined_by") or {},
            text=answer.get("text"),
        )
    except (TypeError, ValueError):
        return Report(state="not_inspected", why={"code": "inspection_no_answer"})


def _box(each: Mapping[str, Any]) -> Box | None:
    box = each.get("box")
    if box is None:
        return None
    left, top, right, bottom = (int(edge) for edge in box)
    return left, top, right, bottom
