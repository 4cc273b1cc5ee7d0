"""clamd's protocol, spoken with a server of the test's own that keeps to it."""

import socket
import struct
import threading
from contextlib import contextmanager

import pytest

from xuzhi.documents.virus_scan import Scanned, scan_file

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


@contextmanager
def clamd(server):
    """Answers one INSTREAM as clamd does: by what the stream holds."""
    server.listen(1)
    took = {}

    def serve():
        connection, _ = server.accept()
        with connection, connection.makefile("rb") as said:
            took["command"] = said.read(10)
            content = b""
            while length := struct.unpack("!L", said.read(4))[0]:
                content += said.read(length)
            took["content"] = content
            verdict = b"Eicar-Signature FOUND" if EICAR in content else b"OK"
            connection.sendall(b"stream: " + verdict + b"\0")

    thread = threading.Thread(target=serve)
    thread.start()
    yield took
    thread.join(5)
    server.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"harmless" * 100_000)
    return path


def test_a_file_goes_over_whole_and_comes_back_clean(file, tmp_path):
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "clamd.ctl"))
    with clamd(server) as took:
        assert scan_file(file, f"unix:{tmp_path / 'clamd.ctl'}") == Scanned("clean")
    assert took == {"command": b"zINSTREAM\0", "content": file.read_bytes()}


def test_what_is_found_is_named(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"before" + EICAR)
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    with clamd(server):
        assert scan_file(file, f"tcp://127.0.0.1:{server.getsockname()[1]}") == Scanned("found", name="Eicar-Signature")


@pytest.mark.parametrize(
    ("address", "expected"),
    [("", Scanned("not_scanned", "off")), ("unix:/nowhere/clamd.ctl", Scanned("not_scanned", "unreachable"))],
)
def test_without_an_answer_it_is_not_scanned_and_never_clean(file, address, expected):
    assert scan_file(file, address) == expected


def test_an_address_that_is_none_is_told(file):
    with pytest.raises(ValueError, match="unix:/path or tcp://host:port"):
        scan_file(file, "127.0.0.1")
