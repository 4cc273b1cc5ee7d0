"""Several programs as one: stopping ends all of them, with what they started."""

import os
import signal
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


def test_work_begins_after_what_must_be_there_first_and_with_what_was_loaded(tmp_path):
    file, loaded = tmp_path / "order", []

    def work():
        with file.open("a") as order:
            order.write(f"works with {loaded}\n")
        os.kill(os.getppid(), signal.SIGTERM)
        time.sleep(300)
        return 0

    program = Program("part", work=work)
    running = Supervisor([program], os.environ)

    def first(itself):
        assert not file.exists()
        loaded.append("all")
        return 0

    assert running.run(first) == 0
    assert file.read_text() == "works with ['all']\n"
    assert program.process is not None and program.process.poll() == -signal.SIGTERM
    assert gone(program.process.pid)


def test_nothing_goes_on_where_what_must_be_there_first_failed(tmp_path):
    file = tmp_path / "order"
    program = Program("part", ["sh", "-c", f"echo works > {file}"])
    assert Supervisor([program], os.environ).run(lambda itself: 3) == 3
    assert program.process is None
    assert not file.exists()
