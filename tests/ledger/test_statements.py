"""A cursor is kept with its connection, and no longer; statements that are counted have their own."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from xuzhi.ledger.statements import said

pytestmark = pytest.mark.django_db


def test_the_same_cursor_says_one_statement_after_another():
    first = said("SELECT %s::int", [1])
    assert first.fetchall() == [(1,)]
    second = said("SELECT %(a)s::text", {"a": "二"})
    assert second is first
    assert second.fetchall() == [("二",)]


def test_statements_are_counted():
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert said("SELECT 7", []).fetchall() == [(7,)]
    assert [each["sql"] for each in asked] == ["SELECT 7"]
    assert said("SELECT 8", []).fetchall() == [(8,)]


def test_after_a_statement_that_failed_the_next_one_is_said():
    with pytest.raises(DatabaseError), transaction.atomic():
        said("SELECT 1/0", [])
    assert said("SELECT 3", []).fetchall() == [(3,)]


def test_a_cursor_that_was_closed_is_not_said_with_again():
    first = said("SELECT 1", [])
    first.close()
    second = said("SELECT 2", [])
    assert second is not first
    assert second.fetchall() == [(2,)]


def test_another_connection_has_another_cursor():
    first, other = said("SELECT 1", []), connections.create_connection("default")
    try:
        with override(other):
            second = said("SELECT 2", [])
            assert second is not first
            assert second.fetchall() == [(2,)]
    finally:
        other.close()
    assert said("SELECT 3", []) is first


@contextmanager
def override(other):
    kept = connections["default"]
    connections["default"] = other
    try:
        yield
    finally:
        connections["default"] = kept
