"""Ties between a reviewer and the parties of a case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.kernel.texts import use_language
from xuzhi.panels.ties import Firm, Known, Party, _ties, find_ties

FIRM = Party(
    "申請單位",
    "晨光智慧股份有限公司",
    "24549210",
    "臺中市西屯區文心路一段1號",
    "王小明",
    ("chenguang.tw", "gmail.com"),
)
NOBODY = Known("陳三", "three@tree.edu", "樹木大學")


def kinds(reviewer: Known, *parties: Party, free: tuple[str, ...] = ("gmail.com",)) -> list[str]:
    return [tie.kind for tie in find_ties(reviewer, parties or (FIRM,), free)]


@pytest.mark.clause("L9.1")
@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"organisation": "晨光智慧股份有限公司"}, ["organisation"]),
        ({"organisation": "晨光智慧（股）公司"}, ["organisation"]),
        ({"organisation_ubn": "24549210"}, ["number"]),
        ({"address": "台中市西屯區文心路一段１號"}, ["address"]),
        ({"representative": "王小明"}, ["representative"]),
        ({"name": "王 小明"}, ["representative"]),
        ({"email": "three@chenguang.tw"}, ["domain"]),
        ({"email": "three@mail.chenguang.tw"}, ["domain"]),
        ({"email": "three@notchenguang.tw"}, []),
        ({"email": "three@gmail.com"}, []),
        ({"employers": (Firm("", "24549210", "108 年離職"),)}, ["employment"]),
        ({"employers": (Firm("晨光智慧有限公司"),)}, ["employment"]),
        ({"ties": (Firm("晨光智慧股份有限公司", "", "持股"),)}, ["declared"]),
    ],
)
def test_what_ties(changes: dict, found: list[str]) -> None:
    assert kinds(replace(NOBODY, **changes)) == found


@pytest.mark.clause("L9.1")
def test_free_mail_is_what_the_office_says_it_is() -> None:
    assert kinds(replace(NOBODY, email="three@gmail.com"), free=()) == ["domain"]


@pytest.mark.clause("L9.1")
def test_original_vendors_and_co_developers_count_as_well() -> None:
    vendor = Party("原廠", "Tree AI Inc.", "", "", "", ())
    (tie,) = find_ties(replace(NOBODY, organisation="TREE AI, INC."), (FIRM, vendor))
    assert (tie.kind, tie.role) == ("organisation", "原廠")
    assert tie.says == "服務單位就是原廠「Tree AI Inc.」"
    with use_language("en"):
        assert tie.says == 'works for 原廠 "Tree AI Inc."'


def test_every_tie_at_once() -> None:
    reviewer = replace(NOBODY, organisation=FIRM.name, organisation_ubn=FIRM.ubn, address=FIRM.address)
    assert kinds(reviewer) == ["organisation", "number", "address"]


texts = st.text(max_size=12)


@given(texts, texts, texts, texts)
def test_nothing_known_ties_nobody(name: str, organisation: str, address: str, email: str) -> None:
    reviewer = Known(name, email, organisation, "", address)
    assert find_ties(reviewer, [Party("申請單位", "", "", "", "", ())]) == []


@given(st.text(min_size=1, max_size=20).filter(lambda text: text.strip()))
def test_a_number_ties_whatever_the_names(name: str) -> None:
    reviewer = Known(name, "", name, "24549210")
    assert "number" in kinds(reviewer, FIRM)


names = st.sampled_from(["", "晨光智慧股份有限公司", "晨光智慧有限公司", "晨光智慧（股）公司", "樹木大學", "A"])
places = st.sampled_from(["", "臺中市西屯區文心路一段1號", "台中市西屯區文心路一段１號", "王小明"])
numbers = st.sampled_from(["", "24549210", "22099131"])
domains = st.sampled_from(["chenguang.tw", "mail.chenguang.tw", "notchenguang.tw", "tw", "gmail.com", ""])
firms = st.lists(st.builds(Firm, names, numbers), max_size=2).map(tuple)


@pytest.mark.clause("L9.1")
@given(
    st.builds(Party, st.just("成員"), names, numbers, places, places, st.lists(domains, max_size=2).map(tuple)),
    st.builds(Known, places, domains.map("three@{}".format), names, numbers, places, places, firms, firms),
)
def test_who_shares_no_mark_with_a_party_has_no_tie_to_it(party: Party, reviewer: Known) -> None:
    assert party.marks & reviewer.marks or not dict(_ties(reviewer, party, frozenset()))
