"""What every template keeps to: nothing inline that the content policy refuses; components say what they take."""

import re
from pathlib import Path

import pytest

import xuzhi.web

TEMPLATES = Path(xuzhi.web.__file__).parent / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html"))
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
LONGEST = 150


def ids(path):
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PAGES, ids=ids)
def test_nothing_inline(path):
    html = COMMENT.sub("", path.read_text("utf-8"))
    assert not re.search(r"<style|<[^>]+\sstyle\s*=", html)
    assert not re.search(r"<[^>]+\son[a-z]+\s*=\s*[\"']", html)
    assert not re.search(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", html)
    assert "javascript:" not in html
    # A QR code drawn by the account library is the one thing that comes as finished markup.
    assert "|safe" not in html.replace("{{ totp_svg|safe }}", "")


@pytest.mark.parametrize("path", PAGES, ids=ids)
def test_no_longer_than_a_template_may_be(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=ids)
def test_a_component_says_what_it_is_for(path):
    assert path.read_text("utf-8").startswith("{% comment %}")


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=ids)
def test_a_component_loads(path, db):
    from django.template.loader import get_template

    get_template(ids(path))
