"""Letters as PDF, made by Typst from a programme's template; kept by their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

# A compiler may not be used by two threads at once.
_one_at_a_time = Lock()
FONT_WHEELS = ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")


def render_letter(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of a template of a notices folder (which it may not leave), with `data` as `sys.inputs.data`.

    The same input gives the same bytes; `at` is the document's date. Raises typst.TypstError for a faulty template.
    """
    with _one_at_a_time:
        pdf = _compiler(template).compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="a-2u",
            timestamp=int(at.timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template} gave no PDF")
    return pdf


def render_picture(template: Path, data: Mapping[str, Any]) -> bytes:
    """The PNG of a template's first page, a pixel a point; `data` as for a letter. Raises as it does."""
    with _one_at_a_time:
        made = _compiler(template).compile(
            format="png", ppi=72.0, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
        )
    return bytes(made if isinstance(made, bytes) else made[0])


@cache
def _compiler(template: Path) -> Any:
    """Kept for each template; all share the fonts, which take five times as long to read as a letter to set."""
    return typst.Compiler(str(template), root=str(template.parent), font_paths=fonts())


@cache
def fonts() -> typst.Fonts:
    """Those of the wheels, whatever else is on the machine: a letter looks the same wherever it is made."""
    folders = [str(folder) for folder in _font_folders()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


@cache
def _font_folders() -> tuple[Path, ...]:
    """Where the wheels keep the fonts, without importing them."""
    specs = (find_spec(name) for name in FONT_WHEELS)
    return tuple(Path(spec.origin).parent for spec in specs if spec is not None and spec.origin)


def store_letter(pdf: bytes) -> str:
    """Keep the PDF under its hash, once; gives the hash."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    if not default_storage.exists(_name(sha256)):
        default_storage.save(_name(sha256), ContentFile(pdf))
    return sha256


def read_letter(sha256: str) -> bytes | None:
    """The PDF of that hash; None when it is gone or no longer has that hash."""
    if not default_storage.exists(_name(sha256)):
        return None
    with default_storage.open(_name(sha256), "rb") as file:
        pdf: bytes = file.read()
    return pdf if hashlib.sha256(pdf).hexdigest() == sha256 else None


def _name(sha256: str) -> str:
    return f"letters/{sha256[:2]}/{sha256}.pdf"
