"""The plan as PDF, its fonts embedded; set by Typst."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from xuzhi.grants.plan.content import Block, Content, Grid, Heading

TEMPLATE = Path(__file__).with_name("plan.typ")
_one_at_a_time = Lock()


def pdf_of(content: Content, *, cjk: str, latin: str, size: float, at: datetime, folders: Sequence[str] = ()) -> bytes:
    """The bytes, in fonts that are on this machine (faces.embeddable). Raises typst.TypstError for a font that
    cannot be read."""
    data = {
        "title": content.title,
        "lines": list(content.lines),
        "blocks": [_block(each) for each in content.blocks],
        "fonts": [latin, cjk],
        "size": size,
    }
    with _one_at_a_time:
        pdf = typst.compile(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=list(folders),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="a-2u",
            timestamp=int(at.timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("the plan gave no PDF")
    return pdf


def _block(block: Block) -> dict[str, Any]:
    kind = "heading" if isinstance(block, Heading) else "grid" if isinstance(block, Grid) else "words"
    return {"kind": kind, **asdict(block)}
