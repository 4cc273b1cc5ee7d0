"""Letter numbers: one series a word and ROC year, without gaps, whatever is rolled back or comes at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection, transaction

from xuzhi.kernel.roc import TAIPEI
from xuzhi.notices.models import LetterSeries, Notice

from .office import AT, Office


def numbers() -> list[str]:
    return list(Notice.objects.order_by("number").values_list("number", flat=True))


@pytest.mark.django_db
def test_numbers_follow_each_other_and_begin_anew_each_year(office: Office) -> None:
    office.issue()
    office.issue()
    office.issue(at=datetime(2026, 12, 31, 23, 59, 59, tzinfo=TAIPEI))
    office.issue(at=datetime(2027, 1, 1, 0, 0, tzinfo=TAIPEI))
    assert numbers() == [
        "茶評字第1150000001號",
        "茶評字第1150000002號",
        "茶評字第1150000003號",
        "茶評字第1160000001號",
    ]


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap(office: Office) -> None:
    office.issue()
    with transaction.atomic():
        office.issue()
        transaction.set_rollback(True)
    office.issue()
    assert numbers() == ["茶評字第1150000001號", "茶評字第1150000002號"]


def test_at_once_they_wait_for_each_other(fresh_database: str, office: Office) -> None:
    def issue(_: int) -> None:
        try:
            with transaction.atomic():
                office.issue(at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(issue, range(12)))
    assert numbers() == [f"茶評字第115{serial:07}號" for serial in range(1, 13)]
    assert list(LetterSeries.objects.values_list("word", "year", "last")) == [("茶評", 115, 12)]
