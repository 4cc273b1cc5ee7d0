"""Compile the pages' English (.po) into what Django reads (.mo); GNU gettext is not needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "xuzhi" / "web" / "locale"


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Write each .mo anew, whole or not at all, and return them."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        aside = source.with_suffix(".mo.new")
        with aside.open("wb") as file:
            write_mo(file, catalogue)
        written.append(aside.replace(source.with_suffix(".mo")))
    return written


if __name__ == "__main__":
    compile_all()
