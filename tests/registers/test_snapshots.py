"""Taking files in: by hash, with their day, once; and rows that can be rebuilt from what was kept."""

import hashlib
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import read_stream
from xuzhi.registers.catalogue import ListUnknown, RegisterUnknown, registers
from xuzhi.registers.models import Snapshot, SnapshotFile, SnapshotRow
from xuzhi.registers.operations import import_snapshot
from xuzhi.registers.operations.import_snapshot import SnapshotRefused
from xuzhi.registers.queries import list_ages
from xuzhi.registers.readers.shape import ShapeDiffers
from xuzhi.registers.shapes import ListAge
from xuzhi.registers.snapshot_files import kept_file

from . import published as p

pytestmark = pytest.mark.django_db
TAKEN = date(2026, 11, 20)


def take_in(register: str, file: Any, taken_on: date = TAKEN, **others: Any) -> Any:
    return import_snapshot(register, file, taken_on, "https://example.gov.tw/", actor=p.OFFICER, at=p.AT, **others)


def test_a_file_is_kept_by_its_hash_and_told_as_an_event() -> None:
    content = p.debarred_file(p.debarred(), p.debarred("04595257", Expire_Date=""))
    imported = take_in("debarred", content, file_name="rv.json")
    assert imported.sha256 == hashlib.sha256(content).hexdigest()
    assert kept_file(imported.sha256) == content
    assert (imported.rows, imported.problems) == (2, ((2, "Expire_Date 沒有日期"),))
    (stored,) = read_stream("register-debarred")
    assert stored.actor == p.OFFICER
    assert stored.payload == {
        "snapshot_id": str(imported.id),
        "register": "debarred",
        "list_name": "suppliers",
        "source": "https://example.gov.tw/",
        "file_name": "rv.json",
        "taken_on": "2026-11-20",
        "sha256": imported.sha256,
        "rows": 2,
        "problems": 1,
    }


def test_paths_streams_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "rv.json"
    path.write_bytes(p.debarred_file(p.debarred()))
    first = take_in("debarred", path)
    assert Snapshot.objects.get(id=first.id).file_name == "rv.json"
    second = take_in("debarred", io.BytesIO(path.read_bytes()))
    assert second.already
    assert second.id == first.id


def test_the_same_file_of_the_same_day_is_taken_in_once() -> None:
    content = p.debarred_file(p.debarred())
    take_in("debarred", content)
    assert take_in("debarred", content).already
    assert not take_in("debarred", content, TAKEN + timedelta(days=1)).already
    assert len(read_stream("register-debarred")) == 2
    assert SnapshotFile.objects.count() == 1


def test_an_older_snapshot_is_never_changed() -> None:
    first = take_in("debarred", p.debarred_file(p.debarred()))
    rows = list(SnapshotRow.objects.filter(snapshot=first.id).values())
    take_in("debarred", p.debarred_file(p.debarred("04595257")), TAKEN + timedelta(days=1))
    assert list(SnapshotRow.objects.filter(snapshot=first.id).values()) == rows
    assert Snapshot.objects.count() == 2


def test_kept_files_cannot_be_changed_or_removed() -> None:
    take_in("debarred", p.debarred_file(p.debarred()))
    for change in (lambda: SnapshotFile.objects.update(content=b"x"), lambda: SnapshotFile.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_list_that_shrank_to_less_than_half_is_told() -> None:
    three = p.debarred_file(p.debarred(), p.debarred("04595257"), p.debarred("10458575"))
    assert take_in("debarred", three).rows_before is None
    assert take_in("debarred", p.debarred_file(p.debarred()), TAKEN + timedelta(days=1)).rows_before == 3


@pytest.mark.parametrize(
    ("register", "others", "error", "says"),
    [
        ("taxes", {}, RegisterUnknown, "沒有「taxes」這個名冊。"),
        ("prc_funded", {}, ListUnknown, "請指明名冊 prc_funded 的哪一份清單；「」不是其中之一。"),
        (
            "prc_funded",
            {"list_name": "union"},
            ListUnknown,
            "請指明名冊 prc_funded 的哪一份清單；「union」不是其中之一。",
        ),
        ("debarred", {"taken_on": date(2026, 11, 23)}, SnapshotRefused, "取得日 115 年 11 月 23 日還沒有到。"),
    ],
)
def test_refusals(register: str, others: dict[str, Any], error: type[Exception], says: str) -> None:
    with pytest.raises(error) as refused:
        take_in(register, p.debarred_file(p.debarred()), **others)
    assert str(refused.value) == says
    assert refused.value.remedy  # type: ignore[attr-defined]
    assert not SnapshotFile.objects.exists()


def test_a_file_of_another_shape_leaves_nothing_behind() -> None:
    with pytest.raises(ShapeDiffers):
        take_in("debarred", b'{"Rvlmd_List": {"Rvlmd": []}}')
    with pytest.raises(SnapshotRefused, match="尚未說明資料來源"):
        import_snapshot("debarred", p.debarred_file(p.debarred()), TAKEN, " ", actor=p.OFFICER, at=p.AT)
    assert not SnapshotFile.objects.exists()
    assert not Snapshot.objects.exists()
    assert read_stream("register-debarred") == []


def test_rows_are_rebuilt_as_they_were() -> None:
    take_in("company", p.as_json([p.answers(), p.answers("04595257", basic=[], business=[], types=[])]))
    take_in("prc_funded", p.sheet(["x"], p.PRC_HEADING, p.prc_row(), ["註：某"]), list_name="ministry")
    take_in("violations", p.table(p.VIOLATION_HEADING, p.violation(), encoding="big5"), list_name="union")

    def everything() -> list[list[dict[str, Any]]]:
        return [list(model.objects.order_by("pk").values()) for model in (Snapshot, SnapshotRow)]

    before = everything()
    assert [len(rows) for rows in before] == [3, 5]
    assert rebuild_read_models(["registers"]) == 3
    assert everything() == before


def test_how_old_each_list_is() -> None:
    take_in("debarred", p.debarred_file(p.debarred()))
    ages = {(age.register, age.list_name): age for age in list_ages(date(2026, 11, 22))}
    assert ages[("debarred", "suppliers")] == ListAge(
        register="debarred",
        register_title="拒絕往來廠商",
        list_name="suppliers",
        list_title="拒絕往來廠商名單",
        taken_on=TAKEN,
        age_days=2,
        rows=1,
        problems=0,
        source="https://example.gov.tw/",
    )
    assert ages[("prc_funded", "review")].taken_on is None
    assert len(ages) == sum(len(register.lists) for register in registers().values())
    assert all(age.taken_on is None for age in list_ages(date(2026, 11, 19))), "what was not yet taken is not loaded"
