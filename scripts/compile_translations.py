"""Compile the pages' English (.po) into what Django reads (.mo); GNU gettext is not needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "xuzhi" / "web" / "locale"

for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name)
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
