"""Runs several programs as one: starts them, restarts one that dies, and stops all of them together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from xuzhi.console.forked import Forked

# A program that dies this often within the window is not restarted again: something is wrong that a restart hides.
MOST_RESTARTS = 5
WINDOW_SECONDS = 60.0
STOP_SECONDS = 10.0


@dataclass
class Program:
    """A command, or work to be done by a process made of this one, with what it has loaded."""

    name: str
    command: Sequence[str] = ()
    work: Callable[[], int] | None = None
    process: subprocess.Popen[bytes] | Forked | None = None
    started_at: list[float] = field(default_factory=list)


class Supervisor:
    """Keeps the programs running until SIGINT or SIGTERM, or until one of them cannot be kept alive.

    Each program runs in a session of its own, so that Ctrl-C in a terminal reaches the supervisor alone,
    which then stops them in order.
    """

    def __init__(self, programs: Sequence[Program], environment: Mapping[str, str]) -> None:
        self.programs = list(programs)
        self.environment = dict(environment)
        self._woken = threading.Event()
        self.stopping = False

    def run(self, first: Callable[[Supervisor], int] = lambda itself: 0) -> int:
        """Returns 0 after a stop that was asked for, 3 where a program kept dying.

        `first` does what must be there before the programs are of use; it is to end soon after `stopping` is true.
        Where it does not give 0, all ends, with what it gave.
        """
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            status = first(self)
            if status or self.stopping:
                return status
            for program in self.programs:
                self._start(program)
            return self._watch()
        finally:
            self._stop_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _start(self, program: Program) -> None:
        program.started_at.append(time.monotonic())
        if program.work is not None:
            program.process = Forked(program.work)
        else:
            program.process = subprocess.Popen(
                program.command, env=self.environment, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def _watch(self) -> int:
        while not self.stopping:
            for program in self.programs:
                if program.process is not None and program.process.poll() is not None and not self.stopping:
                    recent = [t for t in program.started_at if time.monotonic() - t < WINDOW_SECONDS]
                    if len(recent) > MOST_RESTARTS:
                        print(f"xuzhi: {program.name} keeps stopping; giving up", file=sys.stderr)
                        return 3
                    print(
                        f"xuzhi: {program.name} stopped ({program.process.returncode}); starting it again",
                        file=sys.stderr,
                    )
                    self._start(program)
            # A signal cuts this short: its handler raises the flag and the loop ends at once.
            self._woken.wait(0.2)
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
        self._woken.set()

    def _stop_all(self) -> None:
        running = [p.process for p in self.programs if p.process is not None and p.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                # With all that it started: a server that is gone must not leave its workers at the port.
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
