"""Which programme a command means: by its id, or by a folder given with --path."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from xuzhi.console.speaking import BadInput
from xuzhi.kernel.texts import say
from xuzhi.rulebook.discovery import find_programmes, folders_in
from xuzhi.rulebook.loading import load_programme
from xuzhi.rulebook.model import Programme
from xuzhi.rulebook.problems import RulebookInvalid


def add_path(parser: ArgumentParser) -> None:
    parser.add_argument("--path", type=Path, metavar="DIR", help=say("console.help_path"))


def add_programme_and_case(parser: ArgumentParser) -> None:
    parser.add_argument("programme", metavar="PROGRAMME", help=say("console.help_programme"))
    parser.add_argument("case", metavar="CASE", help=say("console.help_case"))
    add_path(parser)


def programme_folders(path: Path | None) -> dict[str, Path]:
    """All programmes, or those in the folder. Raises BadInput when the folder holds none."""
    if path is None:
        return find_programmes()
    if not folders_in(path):
        raise BadInput(say("console.no_programme_here", path=str(path)))
    ids = find_programmes([path])
    inside = {folder.resolve() for folder in folders_in(path)}
    return {name: folder for name, folder in ids.items() if folder.resolve() in inside}


def open_programme(name: str, path: Path | None, *, with_examples: bool = False, only: str = "") -> Programme:
    """The programme of that id (a folder may be given instead); `only` as for load_programme. Raises BadInput."""
    folders = find_programmes([path] if path else [])
    folder = folders.get(name) or next(iter(folders_in(Path(name))), None)
    if folder is None:
        raise BadInput(say("console.programme_unknown", name=name, known=", ".join(folders)))
    return load_folder(folder, with_examples=with_examples, only=only)


def load_folder(folder: Path, *, with_examples: bool = False, only: str = "") -> Programme:
    """Load, telling of a broken rulebook in one sentence with its first error; the lint tells the rest."""
    try:
        return load_programme(folder, with_examples=with_examples, only=only)
    except RulebookInvalid as invalid:
        first = f"{shown(folder)}/{invalid.errors[0]}"
        raise BadInput(say("console.rulebook_invalid", first=first, count=len(invalid.errors))) from None


def shown(folder: Path) -> str:
    """A folder's path as the person can open it: relative where it lies below the working directory."""
    resolved, here = folder.resolve(), Path.cwd().resolve()
    return str(resolved.relative_to(here)) if resolved.is_relative_to(here) else str(resolved)
