"""What is read with a statement made once is what the ORM reads."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.documents.models import UploadRow
from xuzhi.ledger.reading import row_of, rows_of

AT = datetime(2026, 3, 2, 1, 30, 0, 123456, tzinfo=UTC)
FIRST, SECOND, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.fixture
def uploads(db):
    """Two of one person, one of another, of which one says of what kinds it may be."""
    for key, by, size, kinds in (
        (FIRST, "林", 300, ["pdf", "檔"]),
        (SECOND, "林", 200, None),
        (THIRD, "陳", 100, None),
    ):
        UploadRow.objects.create(id=key, name=f"{key.int}.pdf", size=size, kinds=kinds, begun_by=by, begun_at=AT)


def columns(rows):
    return [tuple(getattr(row, field.attname) for field in row._meta.concrete_fields) for row in rows]


class TestTheSameAsTheOrm:
    @pytest.mark.parametrize(
        ("equal", "filtered"),
        [
            ({}, {}),
            ({"begun_by": "林"}, {"begun_by": "林"}),
            ({"id": str(SECOND)}, {"id": SECOND}),
            ({"kinds": None}, {"kinds__isnull": True}),
            ({"size": {100, 300}, "begun_by": ["林", "王"]}, {"size__in": {100, 300}, "begun_by__in": ["林", "王"]}),
            ({"id": (FIRST, str(THIRD)), "received": 0}, {"id__in": [FIRST, THIRD], "received": 0}),
            ({"id": []}, {"id__in": []}),
            ({"begun_at": AT, "max_mb": None}, {"begun_at": AT, "max_mb__isnull": True}),
        ],
    )
    @pytest.mark.parametrize("order", [["size"], ["-begun_by", "-size"], ["pk"]])
    def test_rows(self, uploads, equal, filtered, order):
        read = rows_of(UploadRow, order=order, **equal)
        assert columns(read) == columns(UploadRow.objects.filter(**filtered).order_by(*order))

    def test_a_row_is_one_of_the_model_that_can_be_changed(self, uploads):
        row = row_of(UploadRow, id=FIRST)
        assert row is not None
        assert (row.kinds, row.begun_at, row._state.adding) == (["pdf", "檔"], AT, False)
        row.received = 150
        row.save()
        assert UploadRow.objects.get(id=FIRST).received == 150

    def test_no_row(self, uploads):
        assert row_of(UploadRow, id=UUID(int=9)) is None


class TestOneStatement:
    def test_whatever_is_asked_for(self, uploads):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows_of(UploadRow, begun_by={"林", "陳"})
        assert len(asked) == 1

    def test_none_where_nothing_can_be_found(self, uploads):
        with CaptureQueriesContext(connection) as asked:
            assert rows_of(UploadRow, begun_by=[], size=300) == []
        assert len(asked) == 0

    def test_a_name_that_is_no_field(self, db):
        with pytest.raises(KeyError):
            rows_of(UploadRow, owner="林")

    def test_a_value_that_does_not_fit_its_field(self, db):
        with pytest.raises(ValidationError):
            rows_of(UploadRow, id="no number")
