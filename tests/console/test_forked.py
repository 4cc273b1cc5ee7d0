"""A process made of this one is watched as any other is."""

import os
import subprocess
import time

import pytest

from xuzhi.console.forked import Forked


def test_its_status_is_what_the_work_gives():
    done = Forked(lambda: 3)
    assert done.wait(10) == 3
    assert (done.poll(), done.returncode) == (3, 3)


def test_an_error_in_the_work_is_status_1(capfd):
    assert Forked(lambda: int("no number")).wait(10) == 1
    assert "ValueError" in capfd.readouterr().err


def test_it_is_ended_and_waited_for():
    running = Forked(lambda: time.sleep(300) or 0)
    assert running.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(0.01)
    running.terminate()
    assert running.wait(10) == -15


def test_it_has_a_session_of_its_own():
    session = os.getsid(0)
    assert Forked(lambda: 0 if os.getsid(0) == os.getpid() != session else 1).wait(10) == 0
