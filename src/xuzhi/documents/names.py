"""Names of files as people sent them, made safe to show and to save."""

import unicodedata
from pathlib import PurePosixPath

_LONGEST_BYTES = 200
_NAMELESS = "file"


def clean_name(name: str) -> str:
    """The last part of the name, composed, without control signs and signs that turn the reading direction
    (`exe.fdp` must not read as `pdf.exe`), at most 200 bytes with its suffix kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    shown = " ".join(shown.split()).strip(". ") or _NAMELESS
    suffix = PurePosixPath(shown).suffix
    if len(suffix.encode()) > 20:
        suffix = ""
    stem = shown.removesuffix(suffix) if suffix else shown
    room = _LONGEST_BYTES - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore") + suffix
