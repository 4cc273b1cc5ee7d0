"""A receiver as a supplier runs one: a process of its own that keeps what it was sent, hangs, drips or refuses."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = """
import base64, hashlib, hmac, json, socket, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer

how, log = sys.argv[1], sys.argv[2]

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        with open(log, "a") as file:
            file.write(json.dumps({"headers": {k.lower(): v for k, v in self.headers.items()}, "body": body.decode(),
                                   "path": self.path}) + "\\n")
        if how == "hang":
            time.sleep(60)
        if how == "drip":
            for _ in range(60):
                self.wfile.write(b"H")
                self.wfile.flush()
                time.sleep(1)
        if how == "redirect":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()
            return
        self.send_response(int(how) if how.isdigit() else 204)
        self.end_headers()

    def log_message(self, *args):
        pass

server = HTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_port, flush=True)
server.serve_forever()
"""


class Receiver:
    def __init__(self, port: int, log: Path) -> None:
        self.url, self._log = f"http://127.0.0.1:{port}/hook", log

    @property
    def got(self) -> list[dict]:
        return [json.loads(line) for line in self._log.read_text().splitlines()] if self._log.exists() else []


@contextmanager
def receiving(folder: Path, how: str = "204") -> Iterator[Receiver]:
    log = folder / f"{how}.log"
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), how, str(log)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield Receiver(int(process.stdout.readline()), log)
    finally:
        process.kill()
        process.wait()
