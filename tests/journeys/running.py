"""The site as real processes: a web server, a worker where one is wanted, and the hands behind the stage."""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

XUZHI = [sys.executable, "-m", "xuzhi.console.main"]
PASSWORD = "demo-xuzhi"
PATIENCE_SECONDS = 40.0


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_for(look: Any, what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """What `look` gives as soon as it gives something."""
    until = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        if time.monotonic() > until:
            raise AssertionError(f"in {seconds:.0f} seconds there was no {what}")
        time.sleep(0.1)


@dataclass
class Site:
    """One installation: its address, its folder and the environment of its processes."""

    address: str
    data: Path
    environment: dict[str, str]
    backstage: Backstage | None = None

    @contextmanager
    def process(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """`xuzhi COMMAND`, stopped at the end as Ctrl-C would."""
        log = (self.data / f"{command[0]}.log").open("ab")
        running = subprocess.Popen([*XUZHI, *command], env=self.environment, stdout=log, stderr=log)
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
            log.close()

    def run(self, *command: str) -> None:
        """`xuzhi COMMAND` that ends by itself."""
        done = subprocess.run([*XUZHI, *command], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]

    def move_to(self, at: datetime) -> None:
        """Set the clock of a site that has its own; whoever was signed in has signed in again."""
        clock = Path(self.environment["JOURNEY_CLOCK"])
        written = clock.with_suffix(".new")
        written.write_text(str((at - datetime.now(UTC)).total_seconds()))
        written.replace(clock)
        if self.backstage is not None:
            self.do("stay_signed_in")

    def swept(self) -> bool:
        """What is due at this moment has happened, or is happening in the worker's hands."""
        self.do("sweep")
        return True

    def wait_until_served(self) -> None:
        wait_for(lambda: _answers(self.address), f"answer from {self.address}")

    def do(self, act: str, **given: Any) -> Any:
        """Something that happens behind the stage, by the operations that the pages call as well."""
        assert self.backstage is not None
        return self.backstage.do(act, **given)

    def mails(self, to: str) -> list[str]:
        """The texts of the messages to an address, oldest first."""
        found = []
        for path in sorted((self.data / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime_ns):
            for raw in path.read_bytes().split(b"\n" + b"-" * 79):
                message = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
                body = message.get_body(("plain",)) if message["To"] else None
                if body is not None and to in str(message["To"]):
                    found.append(f"{message['Subject']}\n{body.get_content()}")
        return found

    def mailed(self, to: str, pattern: str) -> str:
        """The first group of the pattern in the newest message to the address that has it; waits for the post."""

        def look() -> str | None:
            hits = (re.search(pattern, text) for text in reversed(self.mails(to)))
            return next((hit.group(1) for hit in hits if hit), None)

        return str(wait_for(look, f"message to {to} with {pattern}"))

    def errors(self) -> str:
        """What the processes said of crashes."""
        said = "".join(path.read_text("utf-8", "replace") for path in self.data.glob("*.log"))
        return said if "Traceback" in said else ""


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/accessibility/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


class Backstage:
    """A process that carries out acts one by one, told in lines of JSON; see backstage.py for what there is."""

    def __init__(self, environment: dict[str, str]) -> None:
        script = Path(__file__).with_name("backstage.py")
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([sys.executable, str(script)], env=environment, stdin=pipe, stdout=pipe)

    def do(self, act: str, **given: Any) -> Any:
        into, out = self.process.stdin, self.process.stdout
        assert into is not None
        assert out is not None
        into.write(json.dumps({"act": act, **given}).encode() + b"\n")
        into.flush()
        line = out.readline()
        if not line:
            raise AssertionError(f"{act}: the hands behind the stage have gone")
        told = json.loads(line)
        if "error" in told:
            raise AssertionError(f"{act}: {told['error']}")
        return told["done"]

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)


def environment_of(url: str, data: Path, port: int, own_clock: bool = False) -> dict[str, str]:
    """Nothing of the test run's own settings but what the site is told here. With `own_clock`, its clock can be set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XUZHI_", "PYTEST_", "DJANGO_"))}
    if own_clock:
        path = os.pathsep.join(filter(None, (str(Path(__file__).with_name("clock")), kept.get("PYTHONPATH"))))
        kept |= {"JOURNEY_CLOCK": str(data / "clock"), "PYTHONPATH": path}
    return kept | {
        "XUZHI_MODE": "demo",
        "XUZHI_DATA": str(data),
        "XUZHI_PORT": str(port),
        "XUZHI_WORKERS": "1",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "xuzhi.wiring.settings",
        "PYTHONUNBUFFERED": "1",
    }
