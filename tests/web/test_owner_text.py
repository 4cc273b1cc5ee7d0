"""What suppliers write stands on public pages: it says what they wrote, and does nothing."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.web.owner_text import ATTRIBUTES, REL, TAGS, owner_html


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("", ""),
        ("  \n ", ""),
        ("依交期排出工序。", "<p>依交期排出工序。</p>"),
        ("第一行\n第二行", "<p>第一行<br>\n第二行</p>"),
        ("**重點**與*強調*", "<p><strong>重點</strong>與<em>強調</em></p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("# 情境\n內容", "<h3>情境</h3>\n<p>內容</p>"),
        ("##### 深", "<h5>深</h5>"),
        ("[手冊](https://example.com/a?b=1&c=2)",
         f'<p><a href="https://example.com/a?b=1&amp;c=2" rel="{REL}">手冊</a></p>'),
        ("|甲|乙|\n|-|-|\n|1|2|", "<table>\n<thead>\n<tr>\n<th>甲</th>\n<th>乙</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
         "<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>"),
    ],
)  # fmt: skip
def test_markdown_is_shown(written, made):
    assert str(owner_html(written)) == made


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<b onclick=x>甲</b>", "<p>&lt;b onclick=x&gt;甲&lt;/b&gt;</p>"),
        ("<div hx-get=/buy/ hx-trigger=load>", "<p>&lt;div hx-get=/buy/ hx-trigger=load&gt;</p>"),
        ("<p data-hx-post='/x'>", "<p>&lt;p data-hx-post='/x'&gt;</p>"),
        ("![店面](https://evil.example/a.png)", "<p>店面</p>"),
        ("![<img src=x>](x)", "<p>&lt;img src=x&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>"),
        ("[x](JaVaScRiPt:alert(1))", "<p>[x](JaVaScRiPt:alert(1))</p>"),
        ("[x](ftp://example.com)", f'<p><a rel="{REL}">x</a></p>'),
        ("<https://example.com>", f'<p><a href="https://example.com" rel="{REL}">https://example.com</a></p>'),
        ('[x](https://e.com "onmouseover=x")', f'<p><a href="https://e.com" rel="{REL}">x</a></p>'),
        ("<!-- hx-get -->", "<p>&lt;!-- hx-get --&gt;</p>"),
        ("```html\n<script>\n```", "<pre><code>&lt;script&gt;\n</code></pre>"),
        ("<style>body{display:none}</style>", "<p>&lt;style&gt;body{display:none}&lt;/style&gt;</p>"),
    ],
)  # fmt: skip
def test_nothing_runs_and_nothing_is_loaded(written, made):
    assert str(owner_html(written)) == made


class Read(HTMLParser):
    def __init__(self, made):
        super().__init__()
        self.tags = []
        self.feed(made)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


PIECES = st.sampled_from([
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "hx-get=", "data-hx-post=", "javascript:", "](", "[", "![",
    ")", "<svg/onload=", "<a href='", "`", "```", "\n", "\n\n", "|", "-", "#", "&#x6a;avascript:", "甲", "https://e.com",
    "<math><mi//xlink:href='", "<iframe srcdoc=", "<!--", "-->", "<![CDATA[", "\x00", "&lt;script&gt;", "<style>", "> ",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
])  # fmt: skip


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join)))
def test_whatever_is_written_only_the_short_list_comes_out(written):
    made = str(owner_html(written))
    for tag, attributes in Read(made).tags:
        assert tag in TAGS
        allowed = ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        assert set(attributes) <= allowed
        assert re.match(r"(https?:|mailto:|[^:]*$)", attributes.get("href") or "", re.I)
        if tag == "a":
            assert attributes["rel"] == REL


@pytest.mark.parametrize(
    "hostile", ["[" * 10_000, "*a_" * 3_000, "> " * 5_000, "`" * 10_000, "|" * 10_000, "甲" * 90_000]
)
def test_nobody_makes_the_server_work_for_long(hostile):
    begun = time.perf_counter()
    owner_html(hostile)
    assert time.perf_counter() - begun < 5
