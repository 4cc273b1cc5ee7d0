"""What differs between two fillings of a form, told apart by kind of change."""

from hypothesis import given
from hypothesis import strategies as some

from xuzhi.engine.differences import changes_of, differences, document_differences, kinds_of_change, row_differences
from xuzhi.engine.marking import marked
from xuzhi.rulebook import CaseKind, Document, Question

NAME = Question(name="name", type="text", label="名稱", change="wording")
PLANS = Question(
    name="plans", type="records", label="方案", fields=(
        Question(name="name", type="text", label="名稱", change="wording"),
        Question(name="price", type="money", label="價格", change="price"),
        Question(name="includes", type="text", label="內容"),
    ),
)  # fmt: skip
STATUS = Question(name="status", type="text", label="登記", register="company")
BATCH = Question(name="batch", type="text", label="梯次", filled_by="platform")
PHOTO = Document(name="photo", label="照片", change="version")
KIND = CaseKind(name="stall", title="攤位", questions=(NAME, PLANS, STATUS, BATCH), documents=(PHOTO,))

A = {"name": "標準版", "price": 100, "includes": "一"}
B = {"name": "專業版", "price": 200, "includes": "二"}


def found(before, after):
    return [(each.name, each.changes) for each in differences(KIND, KIND, before, after)]


def test_only_what_people_answer_is_their_change():
    before = {"name": "甲", "status": "active", "batch": "一"}
    assert found(before, {"name": "乙", "status": "closed", "batch": "二"}) == [("name", ("wording",))]
    assert found(before, before) == []


def test_nothing_is_nothing_however_it_was_left_empty():
    assert found({"name": None, "plans": []}, {"name": "", "plans": ()}) == []


def test_records_are_told_apart_cell_by_cell():
    assert found({"plans": [A, B]}, {"plans": [A | {"price": 120}, B]}) == [("plans", ("price",))]
    assert found({"plans": [A]}, {"plans": [A | {"includes": "三"}]}) == [("plans", ("content",))]
    assert found({"plans": [A]}, {"plans": [A, B]}) == [("plans", ("wording", "content", "price"))]
    assert kinds_of_change(differences(KIND, KIND, {"plans": [A]}, {"plans": [A, B], "name": "甲"})) == (
        "wording", "content", "price"
    )  # fmt: skip


def test_rows_are_the_same_row_by_their_first_field():
    dearer = A | {"price": 120}
    (row,) = row_differences(PLANS, [B, A], [dearer, B])
    assert (row.before, row.after, row.fields) == (A, dearer, ("price",))


def test_a_renamed_row_takes_the_place_of_the_one_that_is_gone():
    renamed = A | {"name": "入門版"}
    (row,) = row_differences(PLANS, [A, B], [renamed, B])
    assert (row.before, row.after, row.fields) == (A, renamed, ("name",))


def test_rows_added_and_taken_out():
    assert [(row.before, row.after) for row in row_differences(PLANS, [A], [A, B])] == [(None, B)]
    assert [(row.before, row.after) for row in row_differences(PLANS, [A, B], [B])] == [(A, None)]


def test_two_equal_rows_are_two():
    assert [(row.before, row.after) for row in row_differences(PLANS, [A, A], [A])] == [(A, None)]


def test_documents_differ_by_their_files():
    one, other = {"photo": {"a": "a.pdf"}}, {"photo": {"a": "renamed.pdf", "b": "b.pdf"}}
    (change,) = document_differences(KIND, KIND, one, other)
    assert (change.kind, change.name, change.changes, change.before, change.after) == (
        "document", "photo", ("version",), {"a": "a.pdf"}, {"a": "renamed.pdf", "b": "b.pdf"}
    )  # fmt: skip
    assert document_differences(KIND, KIND, one, {"photo": {"a": "renamed.pdf"}}) == []


def test_a_question_without_a_kind_of_change_is_content():
    plain = Question(name="x", type="text", label="x")
    assert changes_of(plain, "a", "b") == ("content",)


ROWS = some.lists(
    some.fixed_dictionaries(
        {"name": some.sampled_from("甲乙丙"), "price": some.integers(0, 3), "includes": some.none()}
    ),
    max_size=6,
)


@given(ROWS, ROWS)
def test_the_rows_that_differ_lead_from_one_list_to_the_other(before, after):
    changed = row_differences(PLANS, before, after)
    left = list(before)
    for row in changed:
        if row.before is not None:
            left.remove(row.before)
        if row.after is not None:
            left.append(row.after)

    def sorted_rows(rows):
        return sorted(repr(sorted(row.items(), key=str)) for row in rows)

    assert sorted_rows(left) == sorted_rows(after)
    assert not any(row.before == row.after for row in changed)


@given(some.text(alphabet="臭豆腐 abc12\n", max_size=40), some.text(alphabet="臭豆腐 abc12\n", max_size=40))
def test_marking_loses_nothing_and_marks_only_what_differs(before, after):
    one, other = marked(before, after)
    assert ("".join(piece.text for piece in one), "".join(piece.text for piece in other)) == (before, after)
    same = ["".join(piece.text for piece in side if not piece.differs) for side in (one, other)]
    assert same[0] == same[1]


def test_words_and_numbers_are_marked_whole():
    one, other = marked("每月 3,900 元", "每月 4,200 元")
    assert [(piece.text, piece.differs) for piece in one] == [("每月 ", False), ("3,900", True), (" 元", False)]
    assert [(piece.text, piece.differs) for piece in other] == [("每月 ", False), ("4,200", True), (" 元", False)]
