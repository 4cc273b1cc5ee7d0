"""Print the JSON Schema of the facts of a kind of case."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from xuzhi.console.finding_programmes import add_programme_and_case, open_programme
from xuzhi.console.reading_input import add_day, day_or_today
from xuzhi.console.speaking import chosen_language, give_json
from xuzhi.kernel.texts import use_language


def add_arguments(parser: ArgumentParser) -> None:
    add_programme_and_case(parser)
    add_day(parser)


def run(options: Namespace) -> None:
    """A JSON Schema 2020-12 with or without --json; money, dates and choices are typed."""
    from xuzhi.engine.schema import facts_schema

    edition = open_programme(options.programme, options.path).edition(day_or_today(options.on))
    language = chosen_language(options.lang)
    with use_language(language):
        schema: dict[str, Any] = facts_schema(edition.translated(language), options.case)
    give_json(schema)
