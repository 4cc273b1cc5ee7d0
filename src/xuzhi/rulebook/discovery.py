"""Which programmes there are: the folders in the package, those of XUZHI_PROGRAMMES, and any the caller names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import tomli

from xuzhi.rulebook.loading import PROGRAMME_FILE

VARIABLE = "XUZHI_PROGRAMMES"
_PACKAGE = Path(__file__).resolve().parent.parent / "programmes"


def find_programmes(extra_dirs: Iterable[Path | str] = ()) -> dict[str, Path]:
    """Folder by programme id. A later folder with the same id stands in for an earlier one.

    A directory may be a programme's folder itself or hold several. XUZHI_PROGRAMMES lists directories with the
    system's path separator. Folders whose programme.toml cannot be read count by their name.
    """
    listed = [Path(each) for each in os.environ.get(VARIABLE, "").split(os.pathsep) if each]
    found: dict[str, Path] = {}
    for directory in (_PACKAGE, *listed, *(Path(each) for each in extra_dirs)):
        for folder in folders_in(directory):
            found[_id_of(folder)] = folder
    return found


def folders_in(directory: Path) -> list[Path]:
    """The directory itself when it is a programme's, else the programmes directly within it."""
    if (directory / PROGRAMME_FILE).is_file():
        return [directory]
    return sorted(file.parent for file in directory.glob(f"*/{PROGRAMME_FILE}"))


def _id_of(folder: Path) -> str:
    try:
        head = tomli.loads((folder / PROGRAMME_FILE).read_text(encoding="utf-8"))["programme"]
        return str(head["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return folder.name
