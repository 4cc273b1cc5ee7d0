"""The labelled questions put to the catalogue and to the page that listens."""

from __future__ import annotations

from xuzhi.marketplace.queries import Wanted, search
from xuzhi.marketplace.queries.bottleneck import listen

from .demo import put_demo_catalogue
from .judging import Judged, judge, labelled


def judged_all() -> list[Judged]:
    """Every question of the set against the demo's catalogue, which is put into the database first."""
    put_demo_catalogue()
    return [judge(each, answers(each.sort, each.text)) for each in labelled()]


def answers(sort: str, text: str) -> list[str]:
    """Names as a page shows them: what was found, and where nothing was, what is near."""
    if sort == "paragraphs":
        return [each.row.name for each in listen(text).matches]
    found = search(Wanted(text=text))
    return [row.name for row in (*found.rows, *found.near)]
