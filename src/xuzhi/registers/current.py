"""Which snapshots count on a day, and the rows in them that may be meant."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from xuzhi.kernel.texts import say
from xuzhi.ledger.reading import rows_from
from xuzhi.registers.catalogue import Register, words
from xuzhi.registers.models import Snapshot, SnapshotRow
from xuzhi.registers.names import Name
from xuzhi.registers.readers.shape import Problem
from xuzhi.registers.shapes import SnapshotRef

# What is not asked for is null, which nothing equals.
_MEANT = """
    registers_snapshotrow
     WHERE snapshot_id = ANY(%s::uuid[])
       AND (ubn = %s OR name_core = %s OR name_text LIKE %s OR name_text LIKE %s)
"""

_MEANT_EACH = """
    SELECT subject.nth, entry.snapshot_id, entry.line
      FROM json_to_recordset(%s) AS subject(nth int, ubn text, core text, inside text, after text)
      JOIN registers_snapshotrow AS entry
        ON subject.ubn <> '' AND entry.ubn = subject.ubn
        OR subject.core <> '' AND entry.name_core = subject.core
        OR subject.inside <> '' AND strpos(entry.name_text, subject.inside) > 0
        OR subject.after <> '' AND strpos(entry.name_text, subject.after) > 0
     WHERE entry.snapshot_id = ANY(%s::uuid[])
"""

_NEWEST = """
    (SELECT DISTINCT ON (list_name) * FROM registers_snapshot WHERE register = %s AND taken_on <= %s
      ORDER BY list_name, taken_on DESC, position DESC) AS newest
"""


def current_snapshots(register: Register, on: date) -> dict[str, Snapshot]:
    """For each list that is loaded its last snapshot taken up to `on`; a file of all lists stands for older ones."""
    newest = {each.list_name: each for each in rows_from(Snapshot, _NEWEST, [register.name, on])}
    whole = newest.pop(register.whole, None) if register.whole else None
    if whole is not None:
        for name in register.lists:
            own = newest.get(name)
            if own is None or (own.taken_on, own.position) < (whole.taken_on, whole.position):
                newest[name] = whole
    return newest


def rows_meant(snapshots: Iterable[Snapshot], ubn: str, name: Name) -> list[SnapshotRow]:
    """Rows with the number, or with the name alone or inside a longer cell, in the order of the files. One query,
    and none where no list is loaded."""
    among = {snapshot.id: snapshot for snapshot in snapshots}
    if not among:
        return []
    inside = [words()["names"]["trading_as"] + name.core, "" if name.is_short else name.core] if name.core else ["", ""]
    like = [f"%{connection.ops.prep_for_like_query(text)}%" if text else None for text in inside]
    rows = rows_from(SnapshotRow, _MEANT, [list(among), ubn or None, name.core or None, *like])
    for row in rows:
        row.snapshot = among[row.snapshot_id]
    return sorted(rows, key=lambda row: (row.snapshot.list_name, row.line))


def rows_meant_each(snapshots: Iterable[Snapshot], subjects: Sequence[tuple[str, Name]]) -> list[list[SnapshotRow]]:
    """The same for each of many firms, in their order; two queries."""
    trading_as = words()["names"]["trading_as"]
    given = [
        {"nth": nth, "ubn": ubn, "core": name.core, "inside": "" if name.is_short else name.core,
         "after": trading_as + name.core if name.core else ""}
        for nth, (ubn, name) in enumerate(subjects)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_MEANT_EACH, [json.dumps(given), [snapshot.id for snapshot in snapshots]])
        pairs = cursor.fetchall()
    found = SnapshotRow.objects.filter(pk__in=sorted({(snapshot, line) for _, snapshot, line in pairs}))
    rows = {(row.snapshot_id, row.line): row for row in found.select_related("snapshot")}
    meant: list[list[SnapshotRow]] = [[] for _ in subjects]
    for nth, snapshot, line in pairs:
        meant[nth].append(rows[snapshot, line])
    for each in meant:
        each.sort(key=lambda row: (row.snapshot.list_name, row.line))
    return meant


def stale_lists(loaded: Mapping[str, Snapshot], on: date, most_days: int | None) -> tuple[str, ...]:
    """The lists whose snapshot is older than that on the day. Without a limit none is."""
    if most_days is None:
        return ()
    return tuple(name for name, snapshot in loaded.items() if (on - snapshot.taken_on).days > most_days)


def stale_says(
    register: Register, loaded: Mapping[str, Snapshot], stale: Iterable[str], on: date, most_days: int | None
) -> list[str]:
    """A sentence for each of them: an answer that is too old shows what it found, and clears nobody."""
    return [
        say(
            "registers.list_stale",
            list=register.title_of(name),
            day=loaded[name].taken_on,
            age=(on - loaded[name].taken_on).days,
            most=most_days,
        )
        for name in stale
    ]


def company_rows(ubn: str, on: date) -> list[SnapshotRow]:
    """All answers about the number of the last day up to `on` on which there was one, in the order of import."""
    return rows_by_number([ubn], on).get(ubn, [])


def rows_by_number(ubns: Sequence[str], on: date) -> dict[str, list[SnapshotRow]]:
    """The same for each of the numbers about which there was one; one query."""
    rows = SnapshotRow.objects.filter(ubn__in=ubns, snapshot__register="company", snapshot__taken_on__lte=on)
    found: dict[str, list[SnapshotRow]] = {}
    for row in rows.order_by("snapshot__taken_on", "snapshot__position", "line").select_related("snapshot"):
        found.setdefault(row.ubn, []).append(row)
    return {
        ubn: [row for row in answers if row.snapshot.taken_on == answers[-1].snapshot.taken_on]
        for ubn, answers in found.items()
    }


def evidence_of(row: SnapshotRow, matched_by: str) -> dict[str, Any]:
    """The row as evidence: as it stands, where it stands, and by what it was matched."""
    return {
        "list": row.snapshot.list_name,
        "line": row.line,
        "raw": row.raw,
        "matched_by": matched_by,
        "problem": problem_of(row),
        "taken_on": row.snapshot.taken_on.isoformat(),
        "source": row.snapshot.source,
        "sha256": row.snapshot.sha256,
    }


def problem_of(row: SnapshotRow) -> str | None:
    """What could not be read in the row, in the reader's language."""
    return Problem.from_json(row.problem).says if row.problem else None


def ref_of(snapshot: Snapshot) -> SnapshotRef:
    return SnapshotRef(
        snapshot.id, snapshot.register, snapshot.list_name, snapshot.source, snapshot.taken_on, snapshot.sha256
    )
