"""What suppliers wrote, as HTML: Markdown made here and cleaned here, so that nothing in it runs, loads or pretends.

No tag that they typed is ever a tag. What Markdown makes is cleaned once more by nh3 against a short list: no script,
no attribute but an address, no picture from elsewhere, and no heading that would take the page's own place.
"""

from functools import lru_cache

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

TAGS = {
    "p", "br", "hr", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre", "a", "h3", "h4", "h5",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"*": set(), "a": {"href"}}  # said of all tags, or the cleaner would add its own
SCHEMES = {"http", "https", "mailto"}
REL = "nofollow noopener"
# Longer texts stand as plain paragraphs: nobody reads them formatted, and nobody is to make the server work for them.
LONGEST = 10_000
LOWEST_HEADING = 5
BELOW = 2  # a supplier's first heading stands under the page's second


def owner_html(text: str) -> SafeString:
    """The text as HTML that may stand in a page; "" for nothing."""
    return mark_safe(_cleaned(text)) if text.strip() else SafeString("")


@lru_cache(maxsize=512)
def _cleaned(text: str) -> str:
    if len(text) > LONGEST:
        return "".join(f"<p>{escape(each)}</p>" for each in text.split("\n") if each.strip())
    made = _maker().render(text)
    return nh3.clean(made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL).strip()


@lru_cache
def _maker() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    made.add_render_rule("image", _picture_in_words)
    made.core.ruler.push("headings_below", _headings_below)
    return made


def _picture_in_words(maker: RendererHTML, tokens: list[Token], place: int, options: object, env: object) -> str:
    """A picture from elsewhere is not loaded: what it is called stands in its place."""
    return escape(tokens[place].content)


def _headings_below(state: object) -> None:
    for token in state.tokens:  # type: ignore[attr-defined]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(LOWEST_HEADING, int(token.tag[1]) + BELOW)}"
