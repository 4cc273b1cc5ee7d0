"""Projectors and reactors: live, and in a rebuild that leaves every row as it was."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, models, transaction

from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import rebuild_read_models, record
from xuzhi.ledger.projectors import Projector
from xuzhi.ledger.queries import read_stream
from xuzhi.ledger.reactions import ProjectorsClash, connect, connected, connected_only

from .happenings import AT, OFFICER


class Shelf(models.Model):
    name = models.TextField(primary_key=True)

    class Meta:
        app_label = "ledger_tests"


class Book(models.Model):
    position = models.BigIntegerField(primary_key=True)
    shelf = models.ForeignKey(Shelf, models.PROTECT)
    title = models.TextField()
    bought_at = models.DateTimeField()
    bought_by = models.TextField()
    lent = models.BooleanField(default=False)

    class Meta:
        app_label = "ledger_tests"


@dataclass(frozen=True)
class ShelfBuilt(Event):
    name: str


@dataclass(frozen=True)
class BookBought(Event):
    title: str


@dataclass(frozen=True)
class BookLent(Event):
    title: str


def build_shelf(stored):
    Shelf.objects.create(name=stored.event.name)


def buy_book(stored):
    Book.objects.create(
        position=stored.position,
        shelf_id=stored.stream,
        title=stored.event.title,
        bought_at=stored.occurred_at,
        bought_by=stored.actor.name,
    )


def lend_book(stored):
    Book.objects.filter(title=stored.event.title).update(lent=True)


LIBRARY = Projector(
    name="library", models=(Shelf, Book), handles={ShelfBuilt: build_shelf, BookBought: buy_book, BookLent: lend_book}
)


@pytest.fixture(autouse=True)
def _tables(db):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE none")
        with connection.schema_editor() as editor:
            editor.create_model(Shelf)
            editor.create_model(Book)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; SET ROLE xuzhi_app")


def write_library():
    record("law", [ShelfBuilt("law")], actor=OFFICER, at=AT)
    record("art", [ShelfBuilt("art"), BookBought("b")], actor=OFFICER, at=AT + timedelta(hours=1))
    record("law", [BookBought("a"), BookLent("b"), BookBought("c")], actor=OFFICER, at=AT + timedelta(hours=2))


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Shelf, Book)]


def test_read_models_follow_in_the_same_transaction():
    with connected_only([LIBRARY]):
        write_library()
    shelves, books = rows()
    assert shelves == [{"name": "art"}, {"name": "law"}]
    assert [(book["shelf_id"], book["title"], book["bought_by"], book["lent"]) for book in books] == [
        ("art", "b", "王小明", True),
        ("law", "a", "王小明", False),
        ("law", "c", "王小明", False),
    ]


def test_a_projector_that_fails_takes_the_event_back():
    def fail(stored):
        raise RuntimeError("no such shelf")

    with connected_only([Projector(name="failing", handles={BookBought: fail})]):
        with pytest.raises(RuntimeError, match="no such shelf"), transaction.atomic():
            record("law", [BookBought("a")], actor=OFFICER, at=AT)
        assert read_stream("law") == []


def test_a_rebuild_leaves_every_row_as_it_was():
    with connected_only([LIBRARY]):
        write_library()
        before = rows()
        Book.objects.filter(title="a").update(title="spoilt")
        Book.objects.filter(title="c").delete()
        assert rebuild_read_models() == 6
        assert rows() == before


def test_a_read_model_thought_of_later_is_built_from_the_past():
    with connected_only():
        write_library()
    with connected_only([LIBRARY]):
        rebuild_read_models(["library"])
    assert [book["title"] for book in rows()[1]] == ["b", "a", "c"]


def test_only_the_named_are_rebuilt():
    seen = []
    other = Projector(name="other", handles={BookBought: lambda stored: seen.append(stored.event.title)})
    with connected_only([LIBRARY, other]):
        write_library()
        seen.clear()
        assert rebuild_read_models(["other"]) == 3
        assert seen == ["b", "a", "c"]
        with pytest.raises(KeyError, match="nobody"):
            rebuild_read_models(["nobody"])


def test_a_rebuild_that_fails_leaves_the_rows():
    def fail(stored):
        raise RuntimeError

    with connected_only([LIBRARY]):
        write_library()
        before = rows()
    broken = Projector(name="library", models=(Shelf, Book), handles={**LIBRARY.handles, BookLent: fail})
    with connected_only([broken]), pytest.raises(RuntimeError):
        rebuild_read_models()
    assert rows() == before


def test_reactors_act_live_after_all_projectors_and_never_in_a_rebuild():
    order = []
    projector = Projector(name="p", handles={BookBought: lambda stored: order.append(f"row {stored.event.title}")})
    reactors = {BookBought: [lambda stored: order.append(f"letter {stored.event.title}")]}
    with connected_only([projector], reactors):
        record("law", [BookBought("a"), BookBought("b")], actor=OFFICER, at=AT)
        assert order == ["row a", "row b", "letter a", "letter b"]
        order.clear()
        rebuild_read_models()
    assert order == ["row a", "row b"]


def test_a_run_of_one_type_may_be_reacted_to_at_once_after_each_of_it():
    order = []
    reactors = {BookBought: [lambda stored: order.append(stored.event.title)]}
    together = {BookBought: [lambda run: order.append([stored.event.title for stored in run])]}
    with connected_only(reactors=reactors, together=together):
        happened = [BookBought("a"), BookBought("b"), BookLent("a"), BookBought("c")]
        record("law", happened, actor=OFFICER, at=AT)
    assert order == ["a", "b", ["a", "b"], "c", ["c"]]


def test_a_reactor_may_record_in_the_same_stream():
    def lend(stored):
        record(stored.stream, [BookLent(stored.event.title)], actor=stored.actor, at=stored.occurred_at)

    with connected_only([], {BookBought: [lend]}):
        record("law", [BookBought("a"), BookBought("b")], actor=OFFICER, at=AT)
    assert [each.event for each in read_stream("law")] == [
        BookBought("a"),
        BookBought("b"),
        BookLent("a"),
        BookLent("b"),
    ]


def test_connecting_replaces_and_clashes_are_refused():
    before = connected()
    with connected_only():
        connect([LIBRARY])
        assert connected().projectors == (LIBRARY,)
        with pytest.raises(ProjectorsClash, match="share a name"):
            connect([LIBRARY, Projector(name="library")])
        with pytest.raises(ProjectorsClash, match="own one read model"):
            connect([LIBRARY, Projector(name="other", models=(Book,))])
        assert connected().projectors == (LIBRARY,)
    assert connected() is before
