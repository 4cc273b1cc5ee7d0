"""Which script a sign is written in, for fonts and for counting: CJK, Latin, or one that takes either font."""

from __future__ import annotations

CJK, LATIN = "cjk", "latin"

_CJK_BLOCKS = (
    (0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3000, 0x303F), (0x3040, 0x30FF), (0x3100, 0x312F), (0x3130, 0x318F),
    (0x31A0, 0x31BF), (0x31C0, 0x31EF), (0x31F0, 0x31FF), (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x323AF),
)  # fmt: skip


def script_of(sign: str) -> str | None:
    """cjk, latin, or None for white space and for signs that word processors set in either font (quotation marks,
    dashes, dots, arrows, Greek …)."""
    code = ord(sign)
    if code <= 0x7E:
        return LATIN if code > 0x20 else None
    if any(first <= code <= last for first, last in _CJK_BLOCKS):
        return None if code == 0x3000 else CJK
    if 0xC0 <= code <= 0x24F and code not in (0xD7, 0xF7):
        return LATIN
    return None
