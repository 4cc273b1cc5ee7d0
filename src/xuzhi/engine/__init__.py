"""The engine: applies a rulebook's edition to facts. Pure: the same input, the same answer; no clock, no database."""

from xuzhi.engine.checking import check, outcome_of
from xuzhi.engine.facts import Facts, FactsInvalid, read_facts
from xuzhi.engine.form import applicable_questions, form_of, required_documents

__all__ = [
    "Facts", "FactsInvalid", "applicable_questions", "check", "form_of", "outcome_of", "read_facts",
    "required_documents",
]  # fmt: skip
