"""Where public hosts stand: by a table of internet addresses, and open where the table does not say."""

from datetime import date, timedelta

import pytest

from xuzhi.ledger.canonical import canonical_json
from xuzhi.registers.hosts import addresses_in, host_of, look_up_host
from xuzhi.registers.models import IpRange
from xuzhi.registers.operations import import_snapshot, resolve_host
from xuzhi.registers.readers.choose import read_rows
from xuzhi.registers.readers.ip_ranges import IpRangeRow, read_ip_ranges
from xuzhi.registers.readers.shape import ShapeDiffers

from . import published as p

TAKEN, ON = date(2026, 11, 20), date(2026, 11, 22)
TABLE = b"""start,end,country
1.0.0.0,1.0.0.255,AU
1.0.1.0,1.0.3.255,CN
1.34.0.0,1.35.255.255,TW
14.128.0.0,14.128.63.255,HK
203.0.113.0,203.0.113.255,-
2001:b000::,2001:b7ff:ffff:ffff:ffff:ffff:ffff:ffff,tw
2400:3200::,2400:3200:ffff:ffff:ffff:ffff:ffff:ffff,CN
"""


def take_in(content: bytes = TABLE, taken_on: date = TAKEN) -> str:
    return import_snapshot("ip_country", content, taken_on, "https://example.net/", actor=p.OFFICER, at=p.AT).sha256


def test_a_table_of_both_kinds_with_its_heading() -> None:
    rows = read_ip_ranges(TABLE)
    assert len(rows) == 7
    assert [(str(row.first), str(row.last), row.country, row.line) for row in rows[:2]] == [
        ("1.0.0.0", "1.0.0.255", "AU", 2),
        ("1.0.1.0", "1.0.3.255", "CN", 3),
    ]
    assert (rows[4].country, rows[5].country) == ("", "TW")


def test_addresses_as_whole_numbers_without_a_heading() -> None:
    (row,) = read_ip_ranges(b'"16777216","16777471","US","United States of America"\n')
    assert (str(row.first), str(row.last), row.country) == ("1.0.0.0", "1.0.0.255", "US")


def test_a_line_that_cannot_be_read_is_told() -> None:
    rows = read_rows("ip_country", "ranges", TABLE + b"1.2.3.4,1.2.3.0,TW\n")
    assert isinstance(rows[-1], IpRangeRow)
    assert rows[-1].problem is not None
    assert rows[-1].problem.says == "「1.2.3.4,1.2.3.0,TW」不是看得懂的網路位址範圍"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "檔案是空的"),
        ("公司,統一編號\n".encode(), "沒有看得懂的網路位址範圍"),
        (b"<html>\n<body>\nsorry\n", "沒有看得懂的網路位址範圍"),
        (TABLE + b"1.2.3.4,::1,TW\n" * 3, "檔案有 3 列看不懂，第一個在第 9 列"),
        (b'1.0.0.0,"1.0.0.255,AU\n\x00', "Big5"),
    ],
)
def test_what_is_no_such_table_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(ShapeDiffers, match=says):
        read_ip_ranges(content)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("https://App.Example.tw:8443/login?x=1", "app.example.tw"),
        (" app.example.tw. ", "app.example.tw"),
        ("app.example.tw/login", "app.example.tw"),
        ("http://[2001:b000::1]/", "2001:b000::1"),
        ("2400:3200:1::1", "2400:3200:1::1"),
        ("https://[oops", "https://[oops"),
    ],
)
def test_the_host_of_an_address(written: str, host: str) -> None:
    assert host_of(written) == host


def test_addresses_out_of_a_cell() -> None:
    found, wrong = addresses_in("1.34.0.1、[2001:b000::1]；::ffff:1.0.1.9, 999.1.1.1")
    assert ([str(each) for each in found], wrong) == (["1.34.0.1", "2001:b000::1", "1.0.1.9"], ["999.1.1.1"])


def test_without_network_nothing_is_resolved(settings) -> None:
    settings.XUZHI_NETWORK = False
    assert resolve_host("localhost") == ()
    settings.XUZHI_NETWORK = True
    assert "127.0.0.1" in resolve_host("localhost")
    assert resolve_host("no-such-host.invalid", wait_seconds=0.5) == ()
    assert resolve_host("x" * 300) == ()


@pytest.mark.django_db
@pytest.mark.clause("L3.D2", "L4.E2")
def test_a_host_with_its_evidence() -> None:
    sha256 = take_in()
    answer = look_up_host("https://app.example.tw/", "1.34.56.78, 2001:b010::5", ON)
    canonical_json(answer.as_json())
    assert answer.found is True
    assert answer.facts["register"] == {
        "hosts": [
            {"host": "app.example.tw", "address": "1.34.56.78", "country": "TW"},
            {"host": "app.example.tw", "address": "2001:b010::5", "country": "TW"},
        ],
        "ip_country_as_of": "2026-11-20",
    }
    assert answer.how == "以 115 年 11 月 20 日取得的網路位址所在國家比對「app.example.tw」填寫的位址。"
    assert answer.evidence[0] == {
        "list": "ranges",
        "line": 4,
        "raw": {"address": "1.34.56.78", "first": "1.34.0.0", "last": "1.35.255.255", "country": "TW"},
        "matched_by": "address",
        "problem": None,
        "taken_on": "2026-11-20",
        "source": "https://example.net/",
        "sha256": sha256,
    }


@pytest.mark.django_db
@pytest.mark.clause("L3.D2", "L4.E2")
@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("1.0.1.0", "CN"),
        ("1.0.3.255", "CN"),
        ("1.0.0.255", "AU"),
        ("14.128.63.255", "HK"),
        ("::ffff:1.0.2.1", "CN"),
        ("2400:3200:1::1", "CN"),
    ],
)
def test_both_ends_of_a_range_belong_to_it(address: str, country: str) -> None:
    take_in()
    assert look_up_host(address, "", ON).facts["register"]["hosts"][0]["country"] == country


@pytest.mark.django_db
@pytest.mark.clause("L3.D2")
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("1.0.4.0", "不在表中"),
        ("14.128.64.0", "不在表中"),
        ("2400:3201::1", "不在表中"),
        ("10.0.0.1", "不是公開的網路位址"),
        ("::1", "不是公開的網路位址"),
        ("203.0.113.9", "不是公開的網路位址"),
    ],
)
def test_what_the_table_does_not_say_stays_open(address: str, says: str) -> None:
    take_in()
    answer = look_up_host("app.example.tw", address, ON)
    assert answer.facts["register"]["hosts"] == [{"host": "app.example.tw", "address": address}]
    assert says in answer.problems[0]


@pytest.mark.django_db
@pytest.mark.clause("L3.D2")
def test_a_host_without_address_or_table_is_open() -> None:
    answer = look_up_host("app.example.tw", "1.34.0.1", ON)
    assert (answer.found, answer.missing) == (None, ("ranges",))
    assert answer.facts["register"] == {"hosts": [{"host": "app.example.tw", "address": "1.34.0.1"}]}
    take_in()
    answer = look_up_host("app.example.tw", "", ON)
    assert answer.facts["register"]["hosts"] == [{"host": "app.example.tw"}]
    assert answer.problems == ("還不知道「app.example.tw」的網路位址，請填寫。",)
    stale = look_up_host("app.example.tw", "1.34.0.1", ON, most_days=1)
    assert "ip_country_as_of" not in stale.facts["register"]
    assert stale.stale == ("ranges",)


@pytest.mark.django_db
def test_a_newer_table_counts_and_the_old_one_stays() -> None:
    take_in()
    take_in(b"1.34.0.0,1.35.255.255,JP\n", TAKEN + timedelta(days=1))
    assert look_up_host("1.34.0.1", "", ON).flat["register.hosts"][0]["country"] == "JP"
    assert look_up_host("1.34.0.1", "", TAKEN).flat["register.hosts"][0]["country"] == "TW"
    assert IpRange.objects.count() == 8


@pytest.mark.django_db
def test_of_ranges_that_lie_in_each_other_the_narrowest_counts() -> None:
    take_in(b"1.0.0.0,1.255.255.255,AU\n1.34.0.0,1.35.255.255,TW\n1.34.5.0,1.34.5.255,HK\n")
    places = [
        look_up_host(each, "", ON).flat["register.hosts"][0]["country"] for each in ("1.34.5.9", "1.34.6.9", "1.9.9.9")
    ]
    assert places == ["HK", "TW", "AU"]
