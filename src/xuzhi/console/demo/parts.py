"""Several processes that tell a part of the stories each, made by forking one that has read everything already."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# One more than there are processors: while one waits for a lock or a disk, another works.
PARTS = min(6, (os.cpu_count() or 1) + 1)


@dataclass(frozen=True)
class Part:
    """A process that waits until it may go on."""

    process: int
    go: int


def part_out(work: Callable[[int, Callable[[], None]], None], parts: Sequence[int]) -> list[Part]:
    """Begin each part in a process of its own: `work` gets its number and what to call before it goes on.

    To be called before there are threads or connections, which no process may share.
    """
    return [_begin(work, part) for part in parts]


def _begin(work: Callable[[int, Callable[[], None]], None], part: int) -> Part:
    waits, go = os.pipe()
    process = os.fork()
    if process:
        os.close(waits)
        return Part(process, go)
    os.close(go)
    status = 3
    try:
        work(part, lambda: _wait(waits))
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Not sys.exit: what the first process does at its end, such as stopping the database, is not ours to do.
        os._exit(status)


def _wait(waits: int) -> None:
    """Raises BrokenPipeError when the first process has gone without saying so."""
    if not os.read(waits, 1):
        raise BrokenPipeError("the first part has broken off")


def let_go(parts: Sequence[Part]) -> None:
    """What the parts waited for is there."""
    for part in parts:
        os.write(part.go, b".")


def wait_for(parts: Sequence[Part]) -> bool:
    """Wait until all have ended; gives whether all did what they were to do."""
    for part in parts:
        os.close(part.go)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(part.process, 0)[1]) for part in parts]
    return not any(statuses)


def call_off(parts: Sequence[Part]) -> None:
    """There is nothing to go on with."""
    for part in parts:
        os.kill(part.process, signal.SIGTERM)
    wait_for(parts)
