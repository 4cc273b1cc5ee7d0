"""The grants programme as it would be on a machine without any open Kai font: the same folder, other font names."""

from __future__ import annotations

import shutil
from pathlib import Path

from xuzhi import programmes

FOLDER = Path(next(iter(programmes.__path__))) / "commerce_ai_grant"


def without_open_fonts(into: Path) -> Path:
    """The parent of a copy in which the fonts that a PDF may embed are fonts that nobody has."""
    copy = into / "programmes" / FOLDER.name
    shutil.copytree(FOLDER, copy)
    parameters = copy / "parameters.toml"
    text = parameters.read_text("utf-8")
    for name in ("TW-Kai", "全字庫正楷體", "cwTeXKai", "cwTeX 楷書", "標楷體", "DFKai-SB", "BiauKai", "BiauKaiTC"):
        text = text.replace(f'"{name}"', f'"{name} 不在這裡"')
    parameters.write_text(text, "utf-8")
    return copy.parent
