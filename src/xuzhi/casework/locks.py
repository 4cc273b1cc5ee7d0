"""Locks on what is more than one case: a firm's batch, a series of numbers. Taken after the case's own stream."""

from __future__ import annotations

from django.db import connection


def hold_name(name: str) -> None:
    """Hold a named lock until the transaction ends; whoever asks for the same name waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('xuzhi casework ' || %s, 0))", [name])
