"""The database refuses to change what happened: to the program's role by its rights, to everyone by triggers."""

import psycopg
import pytest
from django.db import connection, transaction
from psycopg.errors import InsufficientPrivilege, RestrictViolation

from xuzhi.ledger.operations import record, seal_log
from xuzhi.ledger.reactions import connected_only

from .happenings import AT, OFFICER, NoteTaken

TABLES = {
    "ledger_event": "stream = 'another'",
    "ledger_leaf": "index = 7",
    "ledger_node": "hash = '\\x00'",
    "ledger_checkpoint": "size = 7",
}
ATTEMPTS = [
    statement
    for table, change in TABLES.items()
    for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")
]


@pytest.fixture
def sealed_log(fresh_database):
    with connected_only(), transaction.atomic():
        record("case-1", [NoteTaken("1"), NoteTaken("2")], actor=OFFICER, at=AT)
    seal_log(AT)
    return fresh_database


def test_the_programs_role_has_no_right_to_any_change(sealed_log):
    with psycopg.connect(sealed_log, autocommit=True) as own:
        own.execute("SET ROLE xuzhi_app")
        for attempt in ATTEMPTS:
            with pytest.raises(InsufficientPrivilege):
                own.execute(attempt)


@pytest.mark.parametrize("silenced", ["", "SET session_replication_role = replica"])
def test_triggers_refuse_every_change_to_the_owner_too(sealed_log, silenced):
    with psycopg.connect(sealed_log, autocommit=True) as own:
        if silenced:
            own.execute(silenced)
        for attempt in ATTEMPTS:
            with pytest.raises(RestrictViolation, match="the ledger is append-only"):
                own.execute(attempt)


def test_the_programs_role_cannot_take_the_fence_down(sealed_log):
    with psycopg.connect(sealed_log, autocommit=True) as own:
        own.execute("SET ROLE xuzhi_app")
        for way in ("ALTER TABLE ledger_event DISABLE TRIGGER ALL", "DROP TABLE ledger_event CASCADE"):
            with pytest.raises(InsufficientPrivilege):
                own.execute(way)


def test_the_program_runs_as_that_role(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("xuzhi_app",)


def test_every_other_table_is_open_to_the_role(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT (has_table_privilege('xuzhi_app', oid, 'SELECT, INSERT, UPDATE, DELETE'))"
        )
        closed = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT has_table_privilege('xuzhi_app', oid, 'UPDATE')"
        )
        unchangeable = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_refuses_change'")
        fenced = {name for (name,) in cursor.fetchall()}
    assert closed == set()
    assert unchangeable == fenced
    assert fenced >= {*TABLES, "documents_file"}
