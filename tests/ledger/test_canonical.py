import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.ledger.canonical import LARGEST_WHOLE_NUMBER, NotCanonical, canonical_json

safe_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
safe_json = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_WHOLE_NUMBER, LARGEST_WHOLE_NUMBER) | safe_text,
    lambda inner: st.lists(inner) | st.dictionaries(safe_text, inner),
    max_leaves=20,
)


def test_keys_are_sorted_nothing_is_padded_and_chinese_stays_readable():
    assert (
        canonical_json({"b": [1, True, None], "a": {"名稱": "序知"}}).decode()
        == '{"a":{"名稱":"序知"},"b":[1,true,null]}'
    )


@given(safe_json)
def test_it_is_json_of_the_same_value(value):
    assert json.loads(canonical_json(value)) == value


@given(safe_json)
def test_another_writer_that_follows_the_words_writes_the_same_bytes(value):
    by_the_standard_library = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical_json(value) == by_the_standard_library.encode()


@given(st.dictionaries(safe_text, st.integers(0, 9)))
def test_the_order_in_which_keys_came_does_not_matter(value):
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"budget": {"total": 1.5}}, "payload.budget.total: floats are refused"),
        ([0, float("nan")], r"payload\[1\]: floats"),
        ({"a": "x\0y"}, "payload.a: text with a NUL"),
        ({"a": "\ud800"}, "payload.a: text with half a surrogate pair"),
        ({1: "a"}, "payload: key 1 is not text"),
        ({"n": 2**63}, "payload.n: whole number past 64 bits"),
        ({"s": {1, 2}}, "payload.s: set is not JSON"),
        ({"b": b"x"}, "payload.b: bytes is not JSON"),
    ],
)
def test_what_two_programs_could_write_in_two_ways_is_refused_with_its_place(value, message):
    with pytest.raises(NotCanonical, match=message):
        canonical_json(value, "payload")
