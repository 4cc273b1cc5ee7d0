"""Facts are read strictly, and the schema takes just what is read."""
# ruff: noqa: E501  tables and sentences are kept whole

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from xuzhi.engine.facts import FactsInvalid, read_facts
from xuzhi.engine.schema import facts_schema
from xuzhi.kernel.texts import use_language
from xuzhi.rulebook import Edition


def test_typed_values(edition: Edition) -> None:
    facts = read_facts(
        edition,
        "workshop",
        {
            "company": {
                "name": "木",
                "capital": 1_000_000,
                "kind": "公司",
                "founded_on": "2020-02-29",
                "ubn": "12345675",
            },
            "uses": ["製作", "sell"],
            "rooms": [{"country": "tw", "kw": Decimal("1.5")}, {}],
            "is_reseller": False,
            "score": "12.50",
            "sent_at": "2026-03-31T17:00:00+08:00",
            "vendor": " ",
            "story": None,
        },
    )
    assert dict(facts) == {
        "company.name": "木", "company.capital": 1_000_000, "company.kind": "company", "company.ubn": "12345675",
        "company.founded_on": date(2020, 2, 29), "uses": ("make", "sell"), "is_reseller": False, "score": Decimal("12.50"),
        "rooms": (
            {"country": "TW", "kw": Decimal("1.5"), "opened_on": None, "city": None},
            {"country": None, "kw": None, "opened_on": None, "city": None},
        ),
        "sent_at": datetime(2026, 3, 31, 9, tzinfo=UTC),
    }  # fmt: skip
    assert facts.get("vendor") is None


def test_dotted_names_and_toml_values_do_too(edition: Edition) -> None:
    facts = read_facts(edition, "workshop", {"company.founded_on": date(2020, 2, 29), "company": {"capital": 5}})
    assert dict(facts) == {"company.founded_on": date(2020, 2, 29), "company.capital": 5}
    assert facts.nested() == {"company": {"founded_on": "2020-02-29", "capital": 5}}
    assert facts.as_json() == {"company.founded_on": "2020-02-29", "company.capital": 5}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"company": {"capital": "1,000"}}, "company.capital should be an amount of money in whole dollars, as a number such as 1000000, not \"1,000\"."),
    ({"company": {"capital": True}}, "company.capital should be an amount of money in whole dollars, as a number such as 1000000, not true."),
    ({"company": {"capital": Decimal("1.5")}}, "company.capital should be an amount of money in whole dollars, as a number such as 1000000, not 1.5."),
    ({"company": {"capital": -1}}, "company.capital is an amount of money and cannot be below zero: -1."),
    ({"company": {"captal": 1}}, "company.captal is not a question of this case; did you mean company.capital?"),
    ({"nothing": 1}, "nothing is not a question of this case."),
    ({"company": 3}, "company is 3, but it is a group of questions (company.capital, company.founded_on, company.kind, company.name …) and should be a table."),
    ({"company": {"kind": "firm"}}, 'company.kind cannot be "firm"; it should be one of company, business, branch.'),
    ({"company": {"kind": "compny"}}, 'company.kind cannot be "compny"; did you mean company? It should be one of company, business, branch.'),
    ({"company": {"founded_on": "2020-02-30"}}, 'company.founded_on should be a date written YYYY-MM-DD, such as 2026-02-13, not "2020-02-30".'),
    ({"company": {"founded_on": "109/2/3"}}, 'company.founded_on should be a date written YYYY-MM-DD, such as 2026-02-13, not "109/2/3".'),
    ({"company": {"ubn": 12345675}}, 'company.ubn should be a unified business number, 8 digits in quotes such as "12345675", not 12345675.'),
    ({"company": {"name": ["x"]}}, "company.name should be text in quotes, not ['x']."),
    ({"uses": "make"}, 'uses should be a list of make, sell, teach, not "make".'),
    ({"rooms": {"country": "TW"}}, "rooms should be a list of records, not {'country': 'TW'}."),
    ({"rooms": [{"country": "Taiwan"}]}, 'rooms[0].country should be a country\'s two-letter code, such as TW, not "Taiwan".'),
    ({"rooms": [{}, {"contry": "TW"}]}, "rooms[1].contry is not a question of this case; did you mean country?"),
    ({"is_reseller": "yes"}, 'is_reseller should be true or false, not "yes".'),
    ({"score": "many"}, 'score should be a number point, not "many".'),
    ({"score": Decimal("NaN")}, "score should be a number point, not NaN."),
    ({"score": "0.1234567890123"}, 'score has more than 12 decimal places: "0.1234567890123".'),
    ({"sent_at": "2026-03-31T17:00:00"}, 'sent_at needs its offset from UTC, such as +08:00; given was "2026-03-31T17:00:00".'),
    ({"sent_at": "soon"}, 'sent_at should be an instant such as 2026-03-31T17:00:00+08:00, not "soon".'),
]  # fmt: skip


@pytest.mark.parametrize(("given_facts", "sentence"), WRONG)
def test_each_wrong_value_is_told_by_name_with_what_is_expected(
    edition: Edition, given_facts: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(FactsInvalid) as invalid:
        read_facts(edition, "workshop", given_facts)
    with use_language("en"):
        assert invalid.value.sentences == [sentence]


def test_all_wrong_values_at_once(edition: Edition) -> None:
    with pytest.raises(FactsInvalid) as invalid:
        read_facts(edition, "workshop", {"company": {"capital": "x", "kind": 3}, "rooms": [{"kw": "y"}], "zzz": 1})
    assert [problem.name for problem in invalid.value.problems] == [
        "company.capital",
        "company.kind",
        "rooms[0].kw",
        "zzz",
    ]


def test_the_schema_is_a_schema_and_typed(edition: Edition) -> None:
    schema = facts_schema(edition, "workshop")
    Draft202012Validator.check_schema(schema)
    company = schema["properties"]["company"]["properties"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert company["capital"] == {
        "title": "實收資本額", "x-unit": "TWD", "type": ["integer", "null"], "minimum": 0, "exclusiveMaximum": 10**15,
    }  # fmt: skip
    assert company["kind"]["enum"] == ["company", "business", "branch", "公司", "商業", "分公司", None]
    assert company["founded_on"]["format"] == "date"
    assert schema["properties"]["rooms"]["items"]["properties"]["kw"]["x-unit"] == "kW"


@pytest.mark.parametrize(
    "given_facts", [each for each, _ in WRONG if "soon" not in str(each) and "02-30" not in str(each)]
)
def test_the_schema_refuses_what_is_refused(edition: Edition, given_facts: dict[str, Any]) -> None:
    plain = json.loads(json.dumps(given_facts, default=str))
    if "sent_at" in plain or plain.get("score") == "NaN":
        return  # formats of instants are annotations to a validator
    assert not Draft202012Validator(facts_schema(edition, "workshop")).is_valid(plain)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


room = st.fixed_dictionaries(
    {},
    optional={
        "country": optional(st.sampled_from(["TW", "CN"])),
        "kw": optional(st.integers(0, 99)),
        "city": st.text(),
    },
)
anything = st.fixed_dictionaries(
    {},
    optional={
        "company": st.fixed_dictionaries(
            {},
            optional={
                "name": st.text(),
                "capital": optional(st.one_of(st.integers(-2, 10**16), st.text(max_size=3), st.booleans())),
                "kind": optional(st.sampled_from(["company", "公司", "firm", 3])),
                "founded_on": optional(st.dates().map(str)),
            },
        ),
        "uses": optional(st.lists(st.sampled_from(["make", "販售", "fly"]), max_size=3)),
        "rooms": optional(st.lists(room, max_size=3)),
        "is_reseller": optional(st.one_of(st.booleans(), st.just("yes"))),
        "score": optional(st.one_of(st.integers(-(10**20), 10**20), st.just("1.5"), st.just("x"), st.just(""))),
        "unknown": st.just(1),
    },
)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(raw=anything)
def test_what_the_schema_takes_is_what_is_read(edition: Edition, raw: dict[str, Any]) -> None:
    accepted = Draft202012Validator(facts_schema(edition, "workshop")).is_valid(raw)
    try:
        facts = read_facts(edition, "workshop", raw)
    except FactsInvalid:
        assert not accepted
    else:
        assert accepted
        assert dict(read_facts(edition, "workshop", facts.nested())) == dict(facts)
