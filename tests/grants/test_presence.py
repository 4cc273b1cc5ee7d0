"""Who of a firm is at work where: told when a page is opened and when it is saved."""

from datetime import timedelta
from uuid import uuid4

import pytest

from xuzhi.grants.operations.note_presence import note_presence
from xuzhi.grants.queries.who_is_where import who_is_where
from xuzhi.kernel.actor import Actor

from .proposing import AT, UBN

LIN, CHEN = (Actor.person(str(uuid4()), name, "applicant", UBN) for name in ("林怡君", "陳柏宇"))


@pytest.mark.clause("G5.2")
def test_the_others_are_shown_where_they_were_last(db):
    case_id = uuid4()
    note_presence(case_id, "plan", saved=False, actor=LIN, at=AT)
    note_presence(case_id, "budget", saved=True, actor=LIN, at=AT + timedelta(minutes=3))
    note_presence(case_id, "members", saved=False, actor=CHEN, at=AT + timedelta(minutes=1))
    now = AT + timedelta(minutes=5)
    assert [(each.name, each.section, each.saved) for each in who_is_where(case_id, actor=CHEN, at=now)] == [
        ("林怡君", "budget", True)
    ]
    assert [each.name for each in who_is_where(case_id, actor=LIN, at=now)] == ["陳柏宇"]
    assert who_is_where(uuid4(), actor=LIN, at=now) == []


@pytest.mark.clause("G5.2")
def test_after_a_quarter_of_an_hour_nobody_is_there(db):
    case_id = uuid4()
    note_presence(case_id, "plan", saved=True, actor=LIN, at=AT)
    assert len(who_is_where(case_id, actor=CHEN, at=AT + timedelta(minutes=14))) == 1
    assert who_is_where(case_id, actor=CHEN, at=AT + timedelta(minutes=15)) == []
