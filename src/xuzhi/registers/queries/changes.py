"""What a snapshot changed against the one before it."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from xuzhi.registers.comparing import MOST_SHOWN, Row, compare_rows
from xuzhi.registers.models import IpRange, Snapshot, SnapshotRow
from xuzhi.registers.queries.snapshots import SnapshotUnknown, view_of
from xuzhi.registers.views import Changes, RowChange

_RANGES_ONLY_IN = """
select count(*) from (
    select first, last, country from {table} where snapshot_id = %s
    except select first, last, country from {table} where snapshot_id = %s
) as only_there
"""


def changes_in(snapshot_id: UUID) -> Changes:
    """Against the snapshot of the same list that was taken before it; of the company register, which is asked number by
    number, against the last answer about each number. Raises SnapshotUnknown."""
    after = Snapshot.objects.filter(id=snapshot_id).first()
    if after is None:
        raise SnapshotUnknown()
    before = snapshots_before(after.register, after.list_name, after).first()
    if before is None:
        return Changes(None)
    if after.register == "ip_country":
        return Changes(view_of(before), _ranges_only_in(after.id, before.id), _ranges_only_in(before.id, after.id))
    return told(before, compare_rows(rows_before(before, after), rows_of(after)))


def told(before: Snapshot | None, changes: list[RowChange]) -> Changes:
    """The changes counted, and the first of them."""
    count = Counter(change.kind for change in changes)
    shown = tuple(changes[:MOST_SHOWN])
    return Changes(view_of(before) if before else None, count["added"], count["removed"], count["changed"], shown)


def snapshots_before(register: str, list_name: str, after: Snapshot | None = None) -> QuerySet[Snapshot]:
    """Earlier snapshots of the list, the last first; all of them without `after`."""
    rows = Snapshot.objects.filter(register=register, list_name=list_name).order_by("-taken_on", "-position")
    if after is None:
        return rows
    earlier = Q(taken_on__lt=after.taken_on) | Q(taken_on=after.taken_on, position__lt=after.position)
    return rows.filter(earlier)


def rows_of(snapshot: Snapshot) -> Iterable[Row]:
    rows = SnapshotRow.objects.filter(snapshot=snapshot).order_by("line")
    return (Row(*row) for row in rows.values_list("line", "ubn", "name", "raw"))


def rows_before(before: Snapshot, after: Snapshot) -> Iterable[Row]:
    """The rows to compare with: all of the snapshot before, or the last answers about the same numbers."""
    if after.register != "company":
        return rows_of(before)
    numbers = SnapshotRow.objects.filter(snapshot=after).values("ubn")
    return last_answers(numbers, snapshots_before("company", after.list_name, after))


def last_answers(numbers: Iterable[object], among: QuerySet[Snapshot]) -> Iterable[Row]:
    """The last answer of the company register about each number."""
    rows = SnapshotRow.objects.filter(snapshot__in=among.order_by().values("id"), ubn__in=numbers)
    latest = rows.order_by("ubn", "-snapshot__taken_on", "-snapshot__position").distinct("ubn")
    return (Row(*row) for row in latest.values_list("line", "ubn", "name", "raw"))


def _ranges_only_in(one: UUID, other: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_RANGES_ONLY_IN.format(table=IpRange._meta.db_table), [one, other])
        return int(cursor.fetchone()[0])
