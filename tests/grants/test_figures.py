"""The grants programme's figures, from proposals to surveys, against read models written by hand."""

import itertools
import json
import uuid
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from xuzhi.casework.models import Answer, Case, FindingRow, GivenFact, StepRow
from xuzhi.casework.queries.declared_figures import declared_figures
from xuzhi.casework.queries.declared_tables import declared_tables
from xuzhi.casework.queries.public_figures import public_figures
from xuzhi.kernel.roc import TAIPEI

from .proposing import NUMBERS, PROGRAMME

APPLIED = datetime(2026, 3, 2, 10, tzinfo=TAIPEI)
NOW = datetime(2026, 12, 1, 10, tzinfo=TAIPEI)
POSITIONS = itertools.count(1)


def case(kind, firm, stage, *, about="", days=0, outcome="", answers=None, facts=None, county="臺北市", turn="none"):
    """A case that has come to the stage, with its answers; ended where it has an outcome."""
    at = APPLIED + timedelta(days=days)
    nth = next(POSITIONS)
    made = Case.objects.create(
        id=uuid.uuid4(), number=f"T-{nth}", prefix="T", year=115, serial=nth, programme=PROGRAMME, kind=kind,
        firm_ubn=NUMBERS[firm], firm_name=f"第 {firm} 號", county=county, opened_by="firm", about=about, stage=stage,
        turn=turn, round="first" if kind == "proposal" else "", opened_at=at, submitted_at=at, changed_at=at,
        outcome=outcome, decided_at=at if outcome else None, ended_at=at if outcome else None,
    )  # fmt: skip
    StepRow.objects.create(
        position=next(POSITIONS), case=made, step="come", by="officer", from_stage="draft", to_stage=stage,
        taken_at=at, actor_name="林承辦",
    )  # fmt: skip
    for question, value in (answers or {}).items():
        Answer.objects.create(
            position=next(POSITIONS), case=made, question=question, value=value, version=1, source="typed",
            given_by="林怡君", given_by_id="1", given_at=at,
        )  # fmt: skip
    for name, value in (facts or {}).items():
        GivenFact.objects.create(case=made, name=name, value=value, source="test", given_at=at)
    return str(made.id)


def proposed(firm, stage="selected", outcome="approved", *, industry="retail", county="臺北市", subsidy=2_000_000):
    answers = {
        "company.industry": industry,
        "plan.category": "smart_operations" if industry == "retail" else "energy",
        "budget.subsidy": subsidy,
        "budget.own": subsidy,
    }
    turn = "none" if outcome else "office"
    return case("proposal", firm, stage, outcome=outcome, answers=answers, county=county, turn=turn)


def agreed(firm, about, *, subsidy=1_500_000, members=(), category="smart_operations", county="臺北市"):
    """A contract in force; the industry stands in the proposal alone."""
    rows = [{"ubn": NUMBERS[each], "name": "夥伴", "kind": "supply_chain"} for each in members]
    facts = {"contract.subsidy": subsidy, "contract.own": subsidy + 500_000, "contract.category": category}
    answers = {"plan.members": rows} if rows else {}
    return case("contract", firm, "in_force", about=about, days=60, answers=answers, facts=facts, county=county)


def paid(firm, about, amount):
    return case("claim", firm, "paid", about=about, days=90, outcome="paid", answers={"claim.amount": amount})


def closed(firm, about, stands):
    case_id = case("closing", firm, "closed", about=about, days=120, outcome="closed")
    FindingRow.objects.create(
        case_id=case_id, check_name="kpis_reached", order=1, finding={}, outcome="met", stands=stands,
        needs_confirmation=True, checked_on=APPLIED.date(),
    )  # fmt: skip


def surveyed(firm, contract, saved, *, days=150):
    follow_up = case("follow_up", firm, "running", about=contract, days=125)
    answers = {"survey.saved_kwh": saved, "survey.investment": 100_000, "survey.output_value": 900_000}
    case("survey", firm, "finished", about=follow_up, days=days, outcome="finished", answers=answers)


def tables(**asked):
    found, unfilled = declared_tables(declared_figures([PROGRAMME], at=NOW, **asked))
    return {each.name.removeprefix(f"{PROGRAMME}-"): each for each in found}, {
        each.title: each.says for each in unfilled
    }


@pytest.fixture
def few(db):
    """Two of retail selected, one of catering selected, one forfeited, one in the meeting."""
    first, second = proposed(0), proposed(1, subsidy=1_000_000)
    third = proposed(2, industry="catering", county="高雄市")
    proposed(3, "forfeited", "forfeited", industry="catering", county="高雄市")
    proposed(4, "hearing", "", industry="catering")
    one = agreed(0, first, members=(0, 10, 11))
    two = agreed(1, second, subsidy=800_000, members=(1, 11, 12))
    three = agreed(2, third, category="energy", county="高雄市")
    paid(0, one, 500_000)
    paid(0, one, 300_000)
    paid(2, three, 700_000)
    closed(0, one, "met")
    closed(2, three, "not_met")
    surveyed(2, three, "12500")
    surveyed(2, three, "8000.5", days=400)
    return one, two, three


class TestOffice:
    @pytest.mark.clause("G7.2")
    def test_applications_and_success(self, few):
        found, _ = tables()
        industries = found["proposals_by_industry"]
        assert industries.heads == ("審理中", "入選", "喪失審查資格", "合計", "入選（%）")
        assert industries.rows == (
            ("餐飲業", (1, 1, 1, 3, Decimal("50.0"))),
            ("零售業", (0, 2, 0, 2, Decimal("100.0"))),
        )
        assert industries.sums == (1, 3, 1, 5, Decimal("75.0"))
        assert [label for label, _ in found["proposals_by_category"].rows] == ["AI 能源管理", "智慧營運整合"]
        assert found["proposals_by_round"].rows == (("第一梯", (1, 3, 1, 5, Decimal("75.0"))),)
        counties = {label: cells[:4] for label, cells in found["proposals_by_county"].rows}
        assert counties == {"臺北市": (1, 2, 0, 3), "高雄市": (0, 1, 1, 2)}

    @pytest.mark.clause("G11.1")
    def test_money_by_industry_and_county(self, few):
        found, _ = tables()
        assert found["asked_by_category"].rows == (
            ("AI 能源管理", (6_000_000, 6_000_000)),
            ("智慧營運整合", (3_000_000, 3_000_000)),
        )
        agreed_by = found["agreed_by_industry"]
        assert (agreed_by.heads, agreed_by.unit) == (("契約的補助款", "契約的自籌款"), "元")
        assert agreed_by.rows == (("零售業", (2_300_000, 3_300_000)), ("餐飲業", (1_500_000, 2_000_000)))
        assert agreed_by.sums == (3_800_000, 5_300_000)
        assert found["agreed_by_county"].rows[1] == ("高雄市", (1_500_000, 2_000_000))
        assert found["paid_by_industry"].rows == (("零售業", (800_000,)), ("餐飲業", (700_000,)))
        assert found["paid_by_industry"].sums == (1_500_000,)

    @pytest.mark.clause("G3.3")
    def test_a_member_of_two_plans_counts_once(self, few):
        members = tables()[0]["members_by_industry"]
        assert (members.rows, members.unit) == ((("零售業", (5,)),), "家")
        assert members.footnote == "另有 1 件還沒有這項數字，沒有計入。"

    @pytest.mark.clause("G11.1", "G10.6")
    def test_what_was_reached_and_saved(self, few):
        found, unfilled = tables()
        assert found["kpis_by_industry"].heads == ("達成", "沒有達成", "合計")
        assert dict(found["kpis_by_industry"].rows) == {"零售業": (1, 0, 1), "餐飲業": (0, 1, 1)}
        assert found["saved_by_year"].rows == (("115 年", (12500,)), ("116 年", (Decimal("8000.5"),)))
        assert (found["saved_by_year"].sums, found["saved_by_year"].unit) == ((Decimal("20500.5"),), "kWh")
        assert found["saved_by_industry"].rows == (("餐飲業", (Decimal("20500.5"),)),)
        assert found["output_by_year"].sums == (1_800_000,)
        assert unfilled == {}

    @pytest.mark.clause("G10.6", "G11.1")
    def test_what_nobody_has_answered_says_so(self, db):
        agreed(0, proposed(0))
        found, unfilled = tables()
        assert "members_by_industry" not in found
        assert unfilled["帶動的合作成員，依行業"] == "「補助契約」已有案件，但都還沒有「合作成員」的數字。"
        assert unfilled["撥付的補助款，依行業"] == "「請款」還沒有案件到過「已撥付」。"
        assert unfilled["結案時績效指標的達成，依行業"] == "「結案」還沒有辦結的案件。"


@pytest.fixture
def many(db):
    """Seven of retail and five of catering selected, two of other industries; nine of retail not."""
    for firm in range(14):
        industry = "retail" if firm < 7 else "catering" if firm < 12 else ("logistics", "personal")[firm % 2]
        about = proposed(firm, industry=industry)
        contract = agreed(firm, about, subsidy=1_000_000 + firm, members=(firm, 100 + firm))
        closed(firm, contract, "met" if firm % 3 else "not_met")
        surveyed(firm, contract, "1000")
    for firm in range(20, 29):
        proposed(firm, "not_selected", "not_selected")


class TestPublic:
    @pytest.mark.clause("G10.6")
    def test_no_group_of_few_firms_is_told(self, many):
        found = public_figures(PROGRAMME, at=NOW)
        shown = {each.name.removeprefix(f"{PROGRAMME}-"): each for each in found.tables}
        assert found.smallest == 5 and found.declared
        # Two firms of two industries go along with the five of the smallest that has enough.
        money = shown["agreed_by_industry"]
        assert money.rows == (
            ("零售業", (7_000_021, 10_500_021)),
            ("其他（合併）", (7_000_070, 10_500_070)),
        )
        assert money.sums == (14_000_091, 21_000_091)
        assert shown["members_by_industry"].rows == (("零售業", (14,)), ("其他（合併）", (14,)))
        assert shown["proposals_by_industry"].heads == ("入選", "其他結果", "合計", "入選（%）")
        assert shown["proposals_by_industry"].rows == (
            ("零售業", (7, 9, 16, Decimal("43.8"))),
            ("其他（合併）", (7, 0, 7, Decimal("100.0"))),
        )
        assert shown["saved_by_year"].rows == (("115 年", (14_000,)),)

    @pytest.mark.clause("G10.6", "G11.1")
    def test_what_was_paid_and_asked_for_is_the_office_s(self, many):
        names = {each.name.removeprefix(f"{PROGRAMME}-") for each in public_figures(PROGRAMME, at=NOW).tables}
        assert not names & {"paid_by_industry", "paid_by_county", "asked_by_category", "proposals_by_round"}

    @pytest.mark.clause("G10.6")
    def test_five_cases_of_one_firm_are_one_firm(self, db):
        for _ in range(6):
            agreed(0, proposed(0))
        found = public_figures(PROGRAMME, at=NOW)
        assert not found.declared
        said = {each.title: each.says for each in found.unfilled}
        assert said["簽約的經費，依行業"] == "每一組都還不到 5 家業者，暫不公開。"

    @pytest.mark.clause("G10.6")
    def test_pages_and_files_say_the_same(self, many, client):
        page = client.get(f"/programmes/{PROGRAMME}/figures/").content.decode()
        assert "簽約的經費，依行業" in page and "7,000,021" in page and "併入「其他」" in page
        assert "還沒有數字的統計" not in page
        answer = client.get(f"/programmes/{PROGRAMME}/figures/file?format=json")
        by_name = {each["name"]: each for each in json.loads(answer.content)["tables"]}
        rows = by_name[f"{PROGRAMME}-agreed_by_industry"]["rows"]
        assert rows[0] == {"label": "零售業", "values": [7_000_021, 10_500_021]}
