"""List the programmes, with the edition of a day and its kinds of cases."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from xuzhi.console.finding_programmes import add_path, load_folder, programme_folders
from xuzhi.console.reading_input import add_day, day_or_today
from xuzhi.console.speaking import give_json, give_table
from xuzhi.kernel.texts import current_language, say


def add_arguments(parser: ArgumentParser) -> None:
    add_path(parser)
    add_day(parser)


def run(options: Namespace) -> None:
    """Every programme that can be used."""
    day = day_or_today(options.on)
    editions = [load_folder(folder).edition(day) for folder in programme_folders(options.path).values()]
    if options.json:
        give_json(
            [
                {
                    "id": edition.programme_id,
                    "title": edition.title,
                    "edition": {"on": day.isoformat(), "sha256": edition.sha256},
                    "cases": list(edition.cases),
                }
                for edition in editions
            ]
        )
        return
    heads = [say(f"console.head_{each}") for each in ("programme", "title", "cases", "edition")]
    spoken = [edition.translated(current_language()) for edition in editions]
    rows = [(each.programme_id, each.title, ", ".join(each.cases), each.sha256[:12]) for each in spoken]
    give_table(heads, rows)
