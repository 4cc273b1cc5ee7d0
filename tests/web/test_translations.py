"""The pages in English: whole, with the same placeholders and mark-up, nothing left over, and compiled."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from django.utils import translation

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|\{\w+\}")
TAG = re.compile(r"<[^>]+>")
# What the catalogue's search boxes give as examples: words that one would type, in the language of the solutions.
WORDS = {"排程", "客服", "庫存", "排班", "對帳", "接電話", "盤點", "茶"}
BOTTLENECK = {"假日忙到人手不夠", "平日大家又閒著", "店長每個禮拜花半天排班", "員工還一直換班"}
TYPED = WORDS | BOTTLENECK


@pytest.fixture(scope="module")
def extraction():
    return runpy.run_path(str(SCRIPTS / "extract_translations.py"))


@pytest.fixture(scope="module")
def english(extraction):
    """(context, text) → what the .po says; a list of two where a count chooses."""
    said = {}
    for message in extraction["english"]():
        if message.id:
            text = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
            said[message.context, text] = [message.string] if isinstance(message.string, str) else list(message.string)
    return said


@pytest.fixture(scope="module")
def used(extraction):
    return {(context, text) for context, text, _file in extraction["texts_in_use"]()}


def test_every_text_in_use_has_its_english(used, english):
    assert [text for text in used if not all(english.get(text) or [""])] == []


def test_no_english_is_left_of_a_text_that_went(extraction, used, english):
    assert set(english) - used == set()
    assert not re.search(r"^#~|^#, .*fuzzy", extraction["ENGLISH"].read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "mark-up"])
def test_english_has_the_same(pattern, english):
    for (_context, text), said in english.items():
        chinese = text if isinstance(text, str) else text[0]
        for sentence in said:
            assert sorted(pattern.findall(sentence)) == sorted(pattern.findall(chinese)), sentence


def test_a_count_chooses_between_two_sentences(english):
    assert {len(said) for (_context, text), said in english.items() if isinstance(text, tuple)} == {2}
    assert {len(said) for (_context, text), said in english.items() if isinstance(text, str)} == {1}


def test_no_chinese_is_left_but_what_one_would_type(english):
    sentences = [sentence for said in english.values() for sentence in said]
    assert {word for each in sentences for word in re.findall(r"[㐀-鿿]+", each)} == TYPED
    assert [each for each in sentences if re.search(r"[　、。「」（）：；，？]", each)] == []


def test_it_is_compiled():
    """When this fails, run scripts/environment.sh, as every target of the Makefile does."""
    with translation.override("en"):
        assert translation.gettext("登入") == "Sign in"
        assert (
            translation.ngettext("需要您補正 %(n)s 項", "需要您補正 %(n)s 項", 1) % {"n": 1}
            == "You have 1 item to correct"
        )
        assert translation.pgettext("site", "須知") == "Xuzhi"


def test_the_compiler_writes_what_it_reads(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "django.po").write_text(header + 'msgid "登入"\nmsgstr "Sign in"\n', "utf-8")
    compiled = runpy.run_path(str(SCRIPTS / "compile_translations.py"))["compile_all"](tmp_path)
    assert compiled == [folder / "django.mo"]
    assert b"Sign in" in compiled[0].read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]


def test_a_template_is_read_as_django_reads_it(extraction, tmp_path, monkeypatch):
    page = tmp_path / "room" / "templates" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '{% load i18n %}<p>\n    {% translate "登入" %}</p>\n'
        '{% translate "第" context "page" %}{% include "x.html" with title=_("標題") %}\n'
        "{% blocktranslate trimmed count n=rows|length %}\n    {{ n }} 項\n"
        "  {% plural %}\n    {{ n }} 項\n{% endblocktranslate %}",
        "utf-8",
    )
    monkeypatch.setitem(extraction["texts_in_use"].__globals__, "PACKAGE", tmp_path)
    assert list(extraction["texts_in_use"]()) == [
        (None, "登入", "room/templates/page.html"),
        ("page", "第", "room/templates/page.html"),
        (None, "標題", "room/templates/page.html"),
        (None, ("%(n)s 項", "%(n)s 項"), "room/templates/page.html"),
    ]
