"""The web server as an installation runs it: behind TLS, with static files by their hash."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

XUZHI = [sys.executable, "-m", "xuzhi.console.main"]
PATIENCE_SECONDS = 60.0


@pytest.fixture
def environment(fresh_database: str, tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XUZHI_", "DJANGO_", "PYTEST_"))}
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    return kept | {
        "XUZHI_MODE": "production",
        "XUZHI_DATA": str(tmp_path / "data"),
        "XUZHI_PORT": str(port),
        "XUZHI_WORKERS": "1",
        "XUZHI_SECRET_KEY": "a key that nobody knows and that is long enough to be one",
        "XUZHI_SITE_URL": "https://127.0.0.1",
        "XUZHI_EMAIL_URL": "smtp://127.0.0.1:2525",
        "XUZHI_TRUSTED_PROXIES": "1",
        "DATABASE_URL": fresh_database,
        "DJANGO_SETTINGS_MODULE": "xuzhi.wiring.settings",
    }


@pytest.fixture
def served(environment: dict[str, str]) -> Iterator[str]:
    subprocess.run([*XUZHI, "migrate"], env=environment, check=True, capture_output=True)
    running = subprocess.Popen([*XUZHI, "serve"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    yield f"http://127.0.0.1:{environment['XUZHI_PORT']}"
    running.terminate()
    running.wait(20)


def ask(url: str) -> Any:
    """As the proxy in front asks; waits for the server to come up."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            request = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"})
            return urllib.request.urlopen(request, timeout=10)
        except urllib.error.HTTPError:
            raise
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_an_installation_serves_its_pages_and_their_files_by_hash(served: str) -> None:
    page = ask(f"{served}/accessibility/")
    text = page.read().decode()
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    sheets = re.findall(r'<link rel="stylesheet" href="(/static/css/\w+\.[0-9a-f]{12}\.css)"', text)
    assert len(sheets) >= 1
    for address in sheets:
        sheet = ask(served + address)
        assert sheet.headers["Content-Type"].startswith("text/css")
        assert "immutable" in sheet.headers["Cache-Control"]
        assert sheet.read()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("XUZHI_SECRET_KEY", "short", "XUZHI_SECRET_KEY must be set, at least 50 characters"),
        ("XUZHI_SITE_URL", "http://127.0.0.1", "XUZHI_SITE_URL must be set and begin with https://"),
        ("XUZHI_EMAIL_URL", "", "XUZHI_EMAIL_URL must be set"),
    ],
)
def test_what_is_unsafe_does_not_start(environment: dict[str, str], name: str, value: str, says: str) -> None:
    done = subprocess.run([*XUZHI, "serve"], env=environment | {name: value}, capture_output=True, text=True)
    assert done.returncode != 0
    assert says in done.stderr
