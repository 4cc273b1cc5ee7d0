"""Several programs as one: stopping ends all of them, with what they started."""

import os
import threading
import time

from xuzhi.console import supervisor
from xuzhi.console.supervisor import Program, Supervisor

STUBBORN = "trap '' TERM; sleep 300 & echo $! > {file}; while :; do wait; done"


def gone(process: int) -> bool:
    """Whether it has ended; one that waits to be collected has."""
    try:
        with open(f"/proc/{process}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_what_does_not_stop_is_ended_with_all_that_it_started(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.3)
    file = tmp_path / "child"
    program = Program("stubborn", ["sh", "-c", STUBBORN.format(file=file)])
    running = Supervisor([program], os.environ)

    def stop_soon():
        while not (file.exists() and file.read_text().strip()):
            time.sleep(0.02)
        running._stop(0, None)

    threading.Thread(target=stop_soon).start()
    assert running.run() == 0
    assert program.process is not None and program.process.poll() is not None
    child = int(file.read_text())
    until = time.monotonic() + 5
    while not gone(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert gone(child)


def test_programs_get_ready_beside_what_must_be_there_first(tmp_path):
    file = tmp_path / "order"
    waiting = Program(
        "waiting", ["sh", "-c", f"echo loaded >> {file}; cat; echo works >> {file}; sleep 300"], waits=True
    )
    running = Supervisor([waiting], os.environ)

    def first(itself):
        itself.start()
        while not file.exists():
            time.sleep(0.02)
        with file.open("a") as order:
            order.write("first\n")
        return 0

    def stop_soon():
        while "works" not in file.read_text() if file.exists() else True:
            time.sleep(0.02)
        running._stop(0, None)

    threading.Thread(target=stop_soon).start()
    assert running.run(first) == 0
    assert file.read_text().split() == ["loaded", "first", "works"]


def test_nothing_goes_on_where_what_must_be_there_first_failed(tmp_path):
    file = tmp_path / "order"
    waiting = Program("waiting", ["sh", "-c", f"cat; echo works > {file}"], waits=True)

    def first(itself):
        itself.start()
        return 3

    assert Supervisor([waiting], os.environ).run(first) == 3
    assert waiting.process is not None and waiting.process.poll() is not None
    assert not file.exists()
