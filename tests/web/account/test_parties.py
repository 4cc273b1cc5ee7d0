"""Four parties, each with a first page of its own (L1)."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from xuzhi.kernel.actor import Actor
from xuzhi.parties.operations import add_person, grant_staff_role, register_firm

pytestmark = pytest.mark.clause("L1")


def signed_in(person):
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def person(name, *roles):
    made = add_person(f"{name}@parties.test", name, at=timezone.now())
    for role in roles:
        grant_staff_role(made, role, actor=Actor.system("test"), at=timezone.now())
    return made


def of_firm(ubn="24549210"):
    made = person("owner")
    actor = Actor.person(str(made.id), made.name, "applicant")
    register_firm(
        ubn,
        "晨光小吃股份有限公司",
        owner=made,
        contact_email="a@b.test",
        county="臺中市",
        actor=actor,
        at=timezone.now(),
    )
    return made


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        (("officer",), "/office/"),
        (("organiser",), "/office/overview/"),
        (("reviewer",), "/review/"),
        (("officer", "organiser"), "/office/"),
    ],
)
def test_the_office_lands_on_its_page(db, roles, page):
    assert signed_in(person("staff", *roles)).get("/account/arrived/")["Location"] == page


def test_a_firm_that_has_applied_for_nothing_lands_where_it_can_buy(db):
    browser = signed_in(of_firm())
    assert browser.get("/account/arrived/")["Location"] == "/buy/"
    page = browser.get("/buy/").content.decode()
    assert "您代表 晨光小吃股份有限公司" in page and 'href="/apply/"' in page and 'href="/apply/inbox/"' in page


def test_a_firm_with_a_case_lands_on_its_cases(db):
    from xuzhi.casework.models import Case

    owner = of_firm()
    now = timezone.now()
    stands = {"programme": "x", "kind": "x", "stage": "x", "turn": "applicant", "opened_by": "firm"}
    named = {"id": uuid4(), "number": "X-1", "prefix": "X", "year": 115, "serial": 1}
    Case.objects.create(**stands, **named, firm_ubn="24549210", firm_name="x", opened_at=now, changed_at=now)
    assert signed_in(owner).get("/account/arrived/")["Location"] == "/apply/"


def test_staff_without_a_firm_see_no_pages_of_one(db):
    page = signed_in(person("staff", "organiser")).get("/catalogue/").content.decode()
    for where in ('href="/apply/"', 'href="/apply/inbox/"', 'href="/buy/"'):
        assert where not in page
    assert 'href="/office/"' in page


def test_anyone_may_browse_what_is_listed(client, db):
    assert client.get("/catalogue/").status_code == 200
