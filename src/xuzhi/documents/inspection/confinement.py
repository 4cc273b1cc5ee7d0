"""Locks the process in that looks into somebody else's file: little memory and time, no network, no writing elsewhere.

Three layers, each where the system has it, none of which needs root; `confine` says which are in force:

- resource limits, everywhere: memory, CPU, size of a file, no core dump;
- Linux: Landlock (what may be read and written) and seccomp (no sockets, no other program, no other process);
- an audit hook of Python, everywhere: it stops Python's own ways out, not native code, and is all there is elsewhere.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446

# Landlock's rights by ABI, as linux/landlock.h numbers them.
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_RIGHTS_OF_ABI_1 = (1 << 13) - 1
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_READ = _READ_FILE | _READ_DIR
_TCP = 0b11
_SIGNALS_AND_SOCKETS = 0b11

# seccomp's program: which call numbers answer "not permitted".
_DENIED = {
    "x86_64": (0xC000003E, (41, 42, 43, 49, 50, 53, 56, 57, 58, 59, 101, 288, 310, 311, 322, 425, 426, 427), 56, 435),
    "aarch64": (0xC00000B7, (117, 198, 199, 200, 201, 202, 203, 220, 221, 242, 270, 271, 281, 425, 426, 427), 220, 435),
}
"""Architecture as seccomp numbers it; socket, connect, accept, bind, listen, socketpair, clone, fork, vfork, execve,
ptrace, accept4, process_vm_readv and _writev, execveat, io_uring; which of them is clone, and clone3."""

_CLONE_THREAD = 0x00010000
_X32 = 0x40000000
_LOAD, _JUMP_EQUAL, _JUMP_FROM, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _NOT_PERMITTED, _NO_SUCH_CALL = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38


@dataclass(frozen=True)
class Limits:
    """What one file may take."""

    memory_bytes: int = 1024**3
    cpu_seconds: int = 20
    wall_seconds: int = 30
    written_bytes: int = 600 * 1024**2
    answer_bytes: int = 16 * 1024**2


class _Ruleset(ctypes.Structure):
    _fields_ = [("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("rights", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def confine(limits: Limits, *, folder: Path, readable: Iterable[Path]) -> dict[str, str]:
    """Confine this process for good: it may read Python, the fonts and `readable`, and write only into `folder`.

    Gives what is in force: {"memory": "rlimit", "network": "seccomp" or "audit hook", "files": "landlock" or "audit
    hook"}. Import what is needed before, or from Python's own folders after.
    """
    memory = _limit(limits)
    ways = {"memory": memory, "network": "audit hook", "files": "audit hook"}
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            if _landlock(libc, folder, readable):
                ways["files"] = "landlock"
            if _seccomp(libc):
                ways["network"] = "seccomp"
    sys.addaudithook(_hook(folder.resolve()))
    return ways


def _limit(limits: Limits) -> str:
    # Past the first the process is told, past the second it is ended: so its end says what it was for.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 2))
    for what, most in ((resource.RLIMIT_FSIZE, limits.written_bytes), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    except (ValueError, OSError):
        return "none"  # macOS does not know this limit
    return "rlimit"


def _landlock(libc: Any, folder: Path, readable: Iterable[Path]) -> bool:
    abi = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if abi < 1:
        return False
    handled = _RIGHTS_OF_ABI_1
    handled |= (_REFER if abi >= 2 else 0) | (_TRUNCATE if abi >= 3 else 0) | (_IOCTL if abi >= 5 else 0)
    ruleset = _Ruleset(handled, _TCP if abi >= 4 else 0, _SIGNALS_AND_SOCKETS if abi >= 6 else 0)
    size = ctypes.c_size_t(24 if abi >= 6 else 16 if abi >= 4 else 8)
    descriptor = libc.syscall(_LANDLOCK_CREATE, ctypes.byref(ruleset), size, ctypes.c_uint32(0))
    if descriptor < 0:
        return False
    try:
        allowed = [(folder, handled & ~_EXECUTE)]
        allowed += [(path, _READ | _EXECUTE) for path in (*_pythons_folders(), *readable)]
        if not all(_allow(libc, descriptor, path, rights) for path, rights in allowed if path.exists()):
            return False
        return bool(libc.syscall(_LANDLOCK_RESTRICT, descriptor, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(descriptor)


def _allow(libc: Any, ruleset: int, path: Path, rights: int) -> bool:
    parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not path.is_dir():
            rights &= _EXECUTE | _READ_FILE
        rule = _PathRule(rights, parent)
        return bool(libc.syscall(_LANDLOCK_ADD, ruleset, 1, ctypes.byref(rule), ctypes.c_uint32(0)) == 0)
    finally:
        os.close(parent)


def _pythons_folders() -> list[Path]:
    """Where Python, its libraries and this package lie, and what the system's libraries read at their start."""
    own = Path(__file__).resolve().parents[3]
    named = [sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), own]
    system = ["/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/dev/null"]
    system += ["/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu", "/dev/urandom"]
    return [Path(each) for each in dict.fromkeys(map(str, [*named, *system]))]


def _seccomp(libc: Any) -> bool:
    known = _DENIED.get(platform.machine())
    if known is None or sys.maxsize < 2**32:
        return False
    architecture, denied, clone, clone3 = known
    program = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _NOT_PERMITTED), (_LOAD, 0, 0, 0)]
    # The same calls under the numbers of a second calling convention.
    program += [(_JUMP_FROM, 0, 1, _X32), (_RETURN, 0, 0, _NOT_PERMITTED)]
    # glibc asks for clone3 first, whose flags lie in memory that a filter cannot read; without it it takes clone.
    program += [(_JUMP_EQUAL, 0, 1, clone3), (_RETURN, 0, 0, _NO_SUCH_CALL)]
    # A thread is welcome, another process is not.
    program += [(_JUMP_EQUAL, 0, 4, clone), (_LOAD, 0, 0, 16), (_JUMP_SET, 0, 1, _CLONE_THREAD)]
    program += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _NOT_PERMITTED)]
    for number in denied:
        if number != clone:
            program += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _NOT_PERMITTED)]
    program.append((_RETURN, 0, 0, _ALLOW))
    written = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in program))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(written)))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(head), 0, 0) == 0)


_WAYS_OUT = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")
_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod")


def _hook(folder: Path) -> Any:
    """Refuses what Python itself would do outside: sockets, programs, and files written anywhere but in `folder`."""
    inside = (str(folder), f"{folder}{os.sep}")

    def allowed(path: Any) -> bool:
        if isinstance(path, int):
            return True
        whole = os.path.abspath(os.fsdecode(path))
        return whole == inside[0] or whole.startswith(inside[1])

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_WAYS_OUT):
            raise PermissionError(f"{event} is closed while a file is looked into")
        if event == "open":
            path, mode, flags = arguments
            writes = bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) or (mode or "r")[0] in "wax"
            if writes and not allowed(path):
                raise PermissionError(f"nothing is written outside {folder}")
        elif event in _CHANGES and not all(allowed(each) for each in arguments if isinstance(each, str | bytes)):
            raise PermissionError(f"nothing is changed outside {folder}")

    return hook
