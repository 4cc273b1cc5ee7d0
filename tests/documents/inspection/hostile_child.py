"""A reader that a file has turned against us: the process is the real one, only what it does to the file is not.

python hostile_child.py DEED < task.json
"""

import ctypes
import os
import time
from pathlib import Path

from xuzhi.documents.inspection import child

NATIVE = ctypes.CDLL(None, use_errno=True)


def eats_memory(task):
    kept = []
    while True:
        kept.append(bytearray(64 * 1024 * 1024))


def sleeps(task):
    time.sleep(600)


def computes(task):
    while True:
        pass


def crashes(task):
    os.kill(os.getpid(), 11)


def answers_too_much(task):
    return {"state": "inspected", "text": "x" * 200_000}


def answers_nonsense(task):
    (Path(task["folder"]) / "answer.json").write_text('{"state": "inspected", "findings": [{"rule": 1, "evil": 2}]}')
    os._exit(0)


def tries_everything(task):
    """What went through although it must not; each is tried past Python, as native code would."""
    went = []
    if NATIVE.socket(2, 1, 0) >= 0:
        went.append("internet socket")
    if NATIVE.socket(1, 1, 0) >= 0:
        went.append("local socket")
    if NATIVE.open(b"/tmp/xuzhi-was-here", os.O_WRONLY | os.O_CREAT, 0o600) >= 0:
        went.append("a file elsewhere")
    if NATIVE.open(bytes(Path(task["secret"])), os.O_RDONLY) >= 0:
        went.append("reading a secret")
    if NATIVE.unlink(task["path"].encode()) == 0:
        went.append("removing the file")
    if NATIVE.open(task["path"].encode(), os.O_WRONLY) >= 0:
        went.append("writing the file")
    if NATIVE.fork() >= 0:
        went.append("another process")
    if NATIVE.execv(b"/bin/true", (ctypes.c_char_p * 2)(b"true", None)) == 0:
        went.append("another program")
    return {
        "state": "inspected",
        "facts": {"went_through": went, "may": (Path(task["folder"]) / "own").write_text("x")},
    }


def tries_python(task):
    """The same through Python, whose audit hook is all there is on other systems."""
    import socket
    import subprocess

    refused = []
    for deed in (
        lambda: socket.socket(),
        lambda: subprocess.run(["/bin/true"], check=False),
        lambda: open("/tmp/xuzhi-was-here", "w"),  # noqa: SIM115
        lambda: os.remove(task["path"]),
        lambda: os.system("true"),
    ):
        try:
            deed()
        except PermissionError:
            refused.append(True)
    return {"state": "inspected", "facts": {"refused": len(refused)}}


if __name__ == "__main__":
    child._work = lambda what: globals()[what]
    child.main()
