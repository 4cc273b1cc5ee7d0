"""From a file that is handed in to a snapshot: preview, what changes, and nothing lost on the way."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from xuzhi.kernel.actor import Actor
from xuzhi.registers.models import Snapshot, SnapshotDraft
from xuzhi.registers.operations import discard_drafts, hand_in_snapshot, import_draft, import_snapshot
from xuzhi.registers.operations.import_snapshot import SnapshotRefused
from xuzhi.registers.queries import (
    changes_in,
    draft,
    lists_of,
    preview,
    problem_rows,
    snapshot,
    snapshots_of,
)
from xuzhi.registers.queries.drafts import DraftUnknown
from xuzhi.registers.queries.snapshots import SnapshotUnknown
from xuzhi.registers.readers.shape import ShapeDiffers
from xuzhi.registers.views import RowChange

from . import published as p

pytestmark = pytest.mark.django_db
TAKEN = date(2026, 11, 20)
HEADING = ["統一編號", "名稱", "備註"]
OLD = p.table(HEADING, ["22099131", "甲公司", "x"], ["04595257", "乙公司", "x"], ["", "丙商行", "x"])
NEW = p.table(HEADING, ["22099131", "甲公司", "y"], ["", "丙商行", "x"], ["12345675", "丁公司", "x"])


def take_in(
    content: bytes, taken_on: date = TAKEN, register: str = "prc_funded", list_name: str | None = "local"
) -> UUID:
    return import_snapshot(register, content, taken_on, "測試", list_name=list_name, actor=p.OFFICER, at=p.AT).id


def hand_in(content: bytes, actor: Actor = p.OFFICER) -> UUID:
    return hand_in_snapshot(io.BytesIO(content), "名單.csv", actor=actor, at=p.AT)


def look(draft_id: UUID, **changes: Any) -> Any:
    of = {"register": "prc_funded", "list_name": "local", "taken_on": TAKEN} | changes
    return preview(draft_id, of["register"], of["list_name"], of["taken_on"], actor=p.OFFICER)


def test_what_changed_row_by_row() -> None:
    take_in(OLD, TAKEN - timedelta(days=7))
    changes = changes_in(take_in(NEW))
    assert changes.before is not None
    assert changes.before.taken_on == TAKEN - timedelta(days=7)
    assert (changes.added, changes.removed, changes.changed, changes.untold) == (1, 1, 1, 0)
    assert changes.rows == (
        RowChange("changed", 2, "22099131", "甲公司", (("備註", "x", "y"),)),
        RowChange("added", 4, "12345675", "丁公司"),
        RowChange("removed", 3, "04595257", "乙公司"),
    )


def test_the_first_snapshot_has_nothing_before_it() -> None:
    changes = changes_in(take_in(OLD))
    assert (changes.before, changes.total) == (None, 0)
    with pytest.raises(SnapshotUnknown):
        changes_in(uuid4())


def test_rows_that_stand_twice_are_counted_twice() -> None:
    twice = p.table(HEADING, ["22099131", "甲公司", "x"], ["22099131", "甲公司", "x"])
    take_in(p.table(HEADING, ["22099131", "甲公司", "x"]), TAKEN - timedelta(days=1))
    changes = changes_in(take_in(twice))
    assert (changes.added, changes.removed, changes.changed) == (1, 0, 0)


def test_many_changes_are_counted_and_the_first_shown() -> None:
    take_in(OLD, TAKEN - timedelta(days=1))
    many = p.table(HEADING, *(["", f"第{number}商行", ""] for number in range(250)))
    changes = changes_in(take_in(many))
    assert (changes.added, changes.removed, len(changes.rows), changes.untold) == (250, 3, 100, 153)


def test_the_company_register_is_compared_number_by_number() -> None:
    take_in(p.as_json([p.answers()]), TAKEN - timedelta(days=9), "company", None)
    take_in(p.as_json([p.answers("04595257", basic=[p.basic("04595257")])]), TAKEN - timedelta(days=2), "company", None)
    changes = changes_in(
        take_in(p.as_json([p.answers(basic=[p.basic(Company_Status_Desc="解散")])]), TAKEN, "company", None)
    )
    assert (changes.added, changes.removed, changes.changed) == (0, 0, 1)
    (row,) = changes.rows
    (cell,) = row.cells
    assert cell[0] == "basic"
    assert ("核准設立" in cell[1], "解散" in cell[2]) == (True, True)


def test_ranges_are_compared_by_number() -> None:
    take_in(b"1.0.0.0,1.0.0.255,AU\n1.34.0.0,1.35.255.255,TW\n", TAKEN - timedelta(days=1), "ip_country", None)
    changes = changes_in(take_in(b"1.0.0.0,1.0.0.255,CN\n1.34.0.0,1.35.255.255,TW\n", TAKEN, "ip_country", None))
    assert (changes.added, changes.removed, changes.rows) == (1, 1, ())


def test_a_preview_records_nothing_and_says_what_would_change() -> None:
    take_in(OLD, TAKEN - timedelta(days=7))
    seen = look(hand_in(NEW))
    assert (seen.rows, seen.problem_count, seen.already) == (3, 0, False)
    assert seen.headings == ("統一編號", "名稱", "備註")
    assert seen.first[0] == {"統一編號": "22099131", "名稱": "甲公司", "備註": "y"}
    assert (seen.changes.added, seen.changes.removed, seen.changes.changed) == (1, 1, 1)
    assert Snapshot.objects.count() == 1


def test_a_file_of_another_shape_is_refused_in_a_sentence_and_kept() -> None:
    draft_id = hand_in(NEW)
    with pytest.raises(ShapeDiffers, match=r"前 12 列中找不到完整的標題列，缺少欄位：國內被投資事業名稱"):
        look(draft_id, list_name="ministry")
    assert draft(draft_id, actor=p.OFFICER).file_name == "名單.csv"
    assert look(draft_id).rows == 3


def test_an_import_takes_the_draft_away_and_a_refused_one_does_not() -> None:
    draft_id = hand_in(NEW)
    of = {"actor": p.OFFICER, "at": p.AT}
    with pytest.raises(SnapshotRefused, match="還沒有到"):
        import_draft(draft_id, "prc_funded", "local", TAKEN + timedelta(days=30), "測試", **of)
    assert SnapshotDraft.objects.count() == 1
    imported = import_draft(draft_id, "prc_funded", "local", TAKEN, "測試", **of)
    assert (imported.rows, SnapshotDraft.objects.count()) == (3, 0)
    assert snapshot(imported.id).file_name == "名單.csv"
    with pytest.raises(DraftUnknown):
        import_draft(draft_id, "prc_funded", "local", TAKEN, "測試", **of)
    assert look(hand_in(NEW)).already


def test_a_draft_is_its_owners() -> None:
    draft_id = hand_in(NEW, Actor.person("b3d1b09c-0000-4000-8000-00000000000b", "別人", "officer"))
    with pytest.raises(DraftUnknown):
        look(draft_id)


def test_what_nobody_imported_is_thrown_away() -> None:
    hand_in(NEW)
    assert (discard_drafts(p.AT), discard_drafts(p.AT + timedelta(seconds=1))) == (0, 1)


def test_snapshots_newest_first_with_the_one_that_counts() -> None:
    take_in(OLD, TAKEN - timedelta(days=7))
    newest = take_in(NEW)
    take_in(OLD, TAKEN - timedelta(days=9))
    page = snapshots_of("prc_funded", "local")
    assert [(row.id == newest, row.current) for row in page.rows] == [(True, True), (False, False), (False, False)]
    assert (page.total, page.page, page.pages) == (3, 1, 1)
    assert [row.taken_on for row in snapshots_of("prc_funded", "local", page=9, per_page=2).rows] == [
        TAKEN - timedelta(days=9)
    ]


def test_rows_with_a_problem_are_listed() -> None:
    (row,) = problem_rows(take_in(p.table(HEADING, ["22099132", "甲公司", ""], ["04595257", "乙公司", ""])))
    assert (row.line, row.name, row.says) == (2, "甲公司", "統一編號「22099132」不正確")


def test_the_lists_that_can_be_imported() -> None:
    assert [name for name, _ in lists_of("prc_funded")] == ["ministry", "local", "review"]
    assert lists_of("violations")[-1] == ("combined", "違反勞動法令（合併檔）")
