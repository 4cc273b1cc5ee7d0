"""A process that begins with all that this one has loaded: no import is made twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
from collections.abc import Callable
from multiprocessing.process import BaseProcess

_CONTEXT = multiprocessing.get_context("fork")


class Forked:
    """Does `work` in a process and a session of its own, and is watched and ended as a `subprocess.Popen` is.

    What `work` returns is its status. To be begun where there are neither threads nor connections, which no two
    processes may share.
    """

    def __init__(self, work: Callable[[], int]) -> None:
        self._process: BaseProcess = _CONTEXT.Process(target=_do, args=(work,))
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        """Its status, None while it runs; the negative number of the signal that ended it."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its status. Raises subprocess.TimeoutExpired when it still runs after so many seconds."""
        self._process.join(timeout)
        if (status := self._process.exitcode) is None:
            raise subprocess.TimeoutExpired("a part of this program", timeout or 0)
        return status

    def terminate(self) -> None:
        self._process.terminate()


def _do(work: Callable[[], int]) -> None:
    # Ctrl-C in the terminal reaches the one who began us, who ends us in order.
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    raise SystemExit(work())
