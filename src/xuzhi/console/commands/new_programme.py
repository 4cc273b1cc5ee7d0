"""Write a small programme to begin with; it lints clean."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path

from xuzhi.console.finding_programmes import shown
from xuzhi.console.speaking import BadInput, give_json, tell
from xuzhi.kernel.texts import say

_BEGINNING = Path(__file__).resolve().parent.parent / "beginning"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=say("console.help_new_folder"))


def run(options: Namespace) -> None:
    """Copy the beginning into DIR, with the folder's name as the programme's id. Never overwrites."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(say("console.folder_not_empty", folder=str(folder)))
    written = write_programme(folder)
    if options.json:
        give_json({"folder": str(folder), "files": written})
        return
    for file in written:
        print(f"{shown(folder)}/{file}")
    tell(say("console.new_programme_written", folder=shown(folder)))


def write_programme(folder: Path) -> list[str]:
    """The files written, relative to the folder, in order."""
    name = re.sub(r"[^a-z0-9]+", "_", folder.resolve().name.lower()).strip("_")
    programme_id = name if name and not name[0].isdigit() else f"programme_{name}".rstrip("_")
    written = []
    for source in sorted(path for path in _BEGINNING.rglob("*") if path.is_file()):
        relative = source.relative_to(_BEGINNING)
        target = folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8").replace("PROGRAMME_ID", programme_id)
        target.write_text(text, encoding="utf-8")
        written.append(relative.as_posix())
    return written
