"""What comes late, long or changed has its clear answer. What is not here is held where it belongs: budgets, members,
capacities and rounds to the dollar, unit and second in the examples; slides, proxies and quorum with the meeting; two
officers on one claim with the money; lists in Big5 with the lists."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from xuzhi.casework.models import Case
from xuzhi.casework.operations.confirm_answers import confirm_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.refusals import RoundNotOpenYet, SubmissionBlocked
from xuzhi.documents.operations.inspect_document import inspect_document
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor

from ..casework.market import pdf
from . import proposing
from .proposing import AT, TAIPEI

pytestmark = pytest.mark.django_db
FIVE = datetime(2026, 3, 31, 17, 0, 0, tzinfo=TAIPEI)


@pytest.mark.clause("G5.1")
@pytest.mark.parametrize("at", [FIVE, FIVE + timedelta(microseconds=999_999), FIVE.astimezone(UTC)])
def test_on_the_stroke_of_five_the_round_still_takes_it(firm, at):
    case = proposing.begin(firm)
    confirm_answers(case, "company", actor=firm, at=AT)
    with pytest.raises(SubmissionBlocked) as refused:  # its documents are missing; the round is not what refuses it
        submit_case(case, actor=firm, at=at)
    assert not [each.check for each in refused.value.findings if "G5.1" in each.clause]


@pytest.mark.clause("G5.1")
def test_a_second_later_it_is_told_when_the_round_closed_and_keeps_the_draft(firm):
    case = proposing.begin(firm)
    with pytest.raises(RoundNotOpenYet) as refused:
        submit_case(case, actor=firm, at=FIVE + timedelta(seconds=1))
    assert refused.value.says.startswith(
        "「補助提案」的 第一梯 已於 115 年 3 月 31 日（二）下午 5 時截止，您送出的時間是 "
    )
    assert "下午 5 時 0 分 1 秒" in refused.value.says
    assert refused.value.says.endswith("要到 115 年 5 月 1 日（五）上午 0 時才開始收件。")
    assert Case.objects.get(id=case).submitted_at is None


@pytest.mark.clause("G6.4")
def test_a_plan_of_300_pages_is_looked_into_to_its_last_page(firm):
    sealed = seal_file(io.BytesIO(pdf(300)), "計畫書.pdf", actor=firm, at=AT)
    found = inspect_document(sealed.sha256, actor=Actor.system("inspection"), at=AT)
    assert (found.state, found.facts["pages"]) == ("inspected", 300)
