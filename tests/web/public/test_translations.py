"""The English of the pages that everybody sees: there for every sentence, with the same placeholders."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import xuzhi.web

WEB = Path(xuzhi.web.__file__).parent
TEMPLATES = WEB / "templates"
PAGES = sorted(
    [
        TEMPLATES / "base.html",
        *(page for part in ("components", "errors", "public") for page in (TEMPLATES / part).glob("*.html")),
    ]
)
STRING = r"""(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))"""
CALLS = re.compile(rf"\b(?:p|np|n)?gettext\({STRING}(?:,\s*{STRING})?|\b_\({STRING}\)")


@pytest.fixture(scope="module")
def english():
    with (WEB / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="en")


def sentences(page):
    """(context, sentence) of everything that a template translates."""
    from django.utils.translation.template import templatize

    found = set()
    for call in CALLS.finditer(templatize(page.read_text("utf-8"))):
        first, second, bare = (ast.literal_eval(each) if each else None for each in call.groups())
        if call[0].startswith(("pgettext", "npgettext")):
            found.add((first, second))
        else:
            found.add((None, first if bare is None else bare))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_sentence_has_its_english(page, english):
    missing = []
    for context, sentence in sentences(page):
        message = english.get(sentence, context=context)
        if not message or not message.string:
            missing.append(sentence)
    assert missing == []


def test_placeholders_are_the_same(english):
    for message in english:
        if message.id:
            keys = message.id if isinstance(message.id, tuple) else (message.id,)
            told = message.string if isinstance(message.string, tuple) else (message.string,)
            wanted = set(re.findall(r"%\((\w+)\)s", keys[0]))
            for each in filter(None, told):
                assert set(re.findall(r"%\((\w+)\)s", each)) == wanted, keys[0]


def test_no_chinese_is_left_but_what_one_would_type(english):
    typed = {"排程", "客服", "庫存", "排班"}
    for message in english:
        if message.id:
            told = message.string if isinstance(message.string, tuple) else (message.string,)
            for each in told:
                assert set(re.findall(r"[㐀-鿿]+", each)) <= typed, each
