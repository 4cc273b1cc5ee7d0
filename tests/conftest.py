"""One PostgreSQL cluster for the whole run, with a template database that every worker clones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine is, and what else it does, is no finding of a test.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

os.environ.setdefault("XUZHI_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuzhi.wiring.settings")

TEMPLATE = "xuzhi_template"
_running = ExitStack()


def _start_cluster() -> None:
    """Start the cluster, migrate the template, and hand both on to the workers by environment."""
    import psycopg

    from xuzhi.console.database import embedded_cluster, ensure_database

    folder = Path(tempfile.mkdtemp(prefix="xuzhi-test-"))
    _running.callback(shutil.rmtree, folder, ignore_errors=True)
    url = _running.enter_context(embedded_cluster(folder / "postgres"))
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            connection.execute(f"alter system set {setting}")
        connection.execute("select pg_reload_conf()")
    os.environ["XUZHI_TEST_CLUSTER"] = url
    os.environ["XUZHI_DATA"] = str(folder / "data")
    os.environ["DATABASE_URL"] = ensure_database(url, TEMPLATE)
    migrated = subprocess.run(
        [sys.executable, "-m", "xuzhi.console.main", "migrate"],
        env=os.environ | {"XUZHI_MODE": "demo"},
        capture_output=True,
        text=True,
    )
    if migrated.returncode:
        pytest.exit(f"the template database could not be migrated:\n{migrated.stderr[-3000:]}", 3)


def _needs_database(config: pytest.Config) -> bool:
    return not os.environ.get("XUZHI_TEST_NO_DATABASE")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "clause(*ids): the clauses of the published rules that this test holds")
    if not hasattr(config, "workerinput") and _needs_database(config):
        _start_cluster()
    os.environ.setdefault("DATABASE_URL", "postgresql:///unset")
    # Only now: pytest-django, told the settings by pyproject.toml, would read them before the cluster has a URL.
    import django

    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _running.close()


def _clone(name: str) -> str:
    import psycopg

    from xuzhi.console.database import with_database

    cluster = os.environ["XUZHI_TEST_CLUSTER"]
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'create database "{name}" template {TEMPLATE} strategy file_copy')
    return with_database(cluster, name)


def _drop(name: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["XUZHI_TEST_CLUSTER"], autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """A clone of the template for this worker, in place of Django's own test database."""
    from django.db import connections

    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        _clone(name)
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = name
        yield
        connections.close_all()
        _drop(name)


@pytest.fixture
def fresh_database(django_db_blocker) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """A database of its own whose transactions really commit, for threads and processes; yields its URL.

    Django's default connection points to it meanwhile, in this thread and in those that the test starts.
    """
    from django.db import connections

    name = f"fresh_{uuid.uuid4().hex[:12]}"
    settings = connections["default"].settings_dict
    before = settings["NAME"]
    with django_db_blocker.unblock():
        url = _clone(name)
        connections["default"].close()
        settings["NAME"] = name
        try:
            yield url
        finally:
            connections["default"].close()
            settings["NAME"] = before
            _drop(name)
