"""A site that really runs, and a browser. A worker of the run has one site; each journey has firms of its own in it."""

from __future__ import annotations

import importlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    yield from cloned()


def cloned() -> Iterator[str]:
    """A clone of the migrated template, whose transactions really commit."""
    import psycopg

    from xuzhi.console.database import with_database

    cluster, name = os.environ["XUZHI_TEST_CLUSTER"], f"journeys_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'create database "{name}" template xuzhi_template strategy file_copy')
    yield with_database(cluster, name)
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')


@pytest.fixture(scope="session")
def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A web server over the database, with registers imported and an office; no worker."""
    yield from served(database_url, tmp_path_factory, "settle")


def served(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, act: str, at: datetime | None = None
) -> Iterator[Any]:
    """A web server over the database, after that act of the backstage; its clock is set to `at`, if that is said."""
    browser_path()  # without a browser there is nothing to set up
    running = importlib.import_module("..running", __name__)
    port, data = running.free_port(), tmp_path_factory.mktemp("site")
    environment = running.environment_of(database_url, data, port, own_clock=at is not None)
    site = running.Site(f"http://127.0.0.1:{port}", data, environment)
    if at is not None:
        site.move_to(at)
    with site.process("serve"):
        site.backstage = running.Backstage(environment)
        site.programme = site.do(act)["programme"]
        site.wait_until_served()
        yield site
        site.backstage.close()


@pytest.fixture
def worker(site: Any) -> Iterator[None]:
    """Letters go out and clocks run out as on any day."""
    with site.process("worker"):
        yield


def browser_path() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found and os.environ.get("CI"):
        pytest.fail("there is no browser, and in CI there must be one: apt-get install chromium")
    if not found:
        pytest.skip("there is no browser here, so no journey was walked: apt-get install chromium")
    return found


# Of a module, not of the session: an open Playwright counts as a running event loop, in which Django refuses to work.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = browser_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Say where everybody stood when a journey broke off."""
    report = yield
    if call.when == "call" and call.excinfo is not None:
        for nth, walker in enumerate(getattr(item, "walkers", []), 1):
            report.sections.append((f"browser {nth}", walker.stands_at()))
    return report


@pytest.fixture
def walk(chromium: Any, site: Any, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Give somebody a browser of their own: `walk()`; what its console says fails the journey at the end."""
    walking = importlib.import_module("..walking", __name__)
    walkers: list[Any] = []
    request.node.walkers = walkers

    def begin(**options: Any) -> Any:
        walkers.append(walking.Walker(chromium, site, **options))
        return walkers[-1]

    yield begin
    said = [line for walker in walkers for line in walker.said]
    for walker in walkers:
        walker.context.close()
    assert said == []
    assert site.errors() == ""
