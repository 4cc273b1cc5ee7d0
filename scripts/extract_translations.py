"""Every text of the pages that is to be translated, and the English (.po) kept in step with them.

    extract_translations.py            lists the texts in use, with the files that hold them
    extract_translations.py --write    brings the .po in step: new texts enter untranslated, unused ones leave

The texts in Chinese are their own keys. GNU gettext is not needed: Django turns a template into the calls that it
stands for, and Babel reads those, as it reads the Python files.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "xuzhi"
ENGLISH = PACKAGE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {"gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)} | DEFAULT_KEYWORDS
HEADER = "# The pages in English. Kept in step by scripts/extract_translations.py; the Chinese is the key."

type Text = str | tuple[str, str]  # a sentence, or the two that a count chooses between


def templates() -> list[Path]:
    """Every template of every room: pages, parts of pages, letters by e-mail."""
    return sorted(path for folder in PACKAGE.rglob("templates") for path in folder.rglob("*") if path.is_file())


def texts_in_use() -> Iterator[tuple[str | None, Text, str]]:
    """(context, text, file) of each text where it stands, in the order of the files."""
    for path in templates():
        # Blanked-out mark-up keeps its indentation, which Babel would take for a block of Python.
        calls = (line.strip() for line in templatize(path.read_text("utf-8"), origin=str(path)).splitlines())
        yield from _texts_of(path, "\n".join(calls).encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_bytes()
        if b"gettext" in source:
            yield from _texts_of(path, source)


def _texts_of(path: Path, source: bytes) -> Iterator[tuple[str | None, Text, str]]:
    for _line, text, _comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
        yield context, tuple(text) if isinstance(text, list | tuple) else text, str(path.relative_to(PACKAGE))


def catalogue_in_use(known: Catalog) -> Catalog:
    """The texts in use with what `known` says of them; its header is kept, so that an unchanged .po stays as it is."""
    catalogue = Catalog(
        locale="en",
        project="xuzhi",
        version="1",
        header_comment=HEADER,
        creation_date=known.creation_date,
        revision_date=known.revision_date,
        fuzzy=False,
    )
    for context, text, file in texts_in_use():
        key = text[0] if isinstance(text, tuple) else text
        before = known.get(key, context)
        said = before.string if before and isinstance(before.id, tuple | list) == isinstance(text, tuple) else ""
        catalogue.add(text, said, locations=[(file, None)], context=context)
    return catalogue


def english() -> Catalog:
    if not ENGLISH.is_file():
        return Catalog(locale="en")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def main() -> None:
    settings.configure()
    if "--write" not in sys.argv[1:]:
        for context, text, file in texts_in_use():
            print("\t".join((file, context or "", *((text,) if isinstance(text, str) else text))))  # noqa: T201
        return
    catalogue = catalogue_in_use(english())
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, width=0, include_lineno=False)
    for message in catalogue:
        said = message.string if isinstance(message.string, str) else "".join(message.string)
        if message.id and not said:
            print(f"not translated yet: {message.id!r}")  # noqa: T201


if __name__ == "__main__":
    main()
