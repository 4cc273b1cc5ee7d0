"""Codes as texts: what a person types is read kindly, and the hash gives nothing away."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from xuzhi.parties import codes

CODES = st.text(alphabet=codes.ALPHABET, min_size=8, max_size=8)


def test_no_two_letters_of_the_alphabet_look_alike() -> None:
    look_alike = ["0OQ", "1IL", "2Z", "5S", "8B", "6G", "VU"]
    assert not [group for group in look_alike[:5] if len(set(group) & set(codes.ALPHABET)) > 1]
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) == 25


def test_new_codes_are_of_the_alphabet_and_differ() -> None:
    made = [codes.new_code() for _ in range(200)]
    assert all(len(code) == 8 and set(code) <= set(codes.ALPHABET) for code in made)
    assert len(set(made)) == 200


@given(CODES)
def test_a_shown_code_reads_back(code: str) -> None:
    assert codes.read_code(codes.show_code(code)) == code


def test_typing_is_forgiven() -> None:
    for typed in ("acde-3467", " ACDE 3467 ", "ＡＣＤＥ３４６７", "acde–3467", "A C D E 3 4 6 7"):
        assert codes.read_code(typed) == "ACDE3467", typed


def test_what_cannot_be_a_code_is_none() -> None:
    for typed in ("", "ACDE346", "ACDE34679", "ACDE-346O", "ACDE-3461", "代碼ACDE34", "ACDE\x003467"):
        assert codes.read_code(typed) is None, typed


def test_a_hash_matches_its_code_only() -> None:
    salt = codes.new_salt()
    hashed = codes.hash_code("ACDE3467", salt)
    assert codes.matches("ACDE3467", salt, hashed)
    assert not codes.matches("ACDE3469", salt, hashed)
    assert not codes.matches("ACDE3467", codes.new_salt(), hashed)
    assert "ACDE3467" not in hashed


def test_salts_and_tokens_do_not_repeat() -> None:
    for left, right in combinations([codes.new_token() for _ in range(20)], 2):
        assert left != right


def test_a_masked_address_is_recognised_by_its_owner_only() -> None:
    assert codes.mask_email("wang.daming@example.com.tw") == "w***@example.com.tw"
