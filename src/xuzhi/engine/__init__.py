"""The engine: applies a rulebook's edition to facts. Pure: the same input, the same answer; no clock, no database."""

from xuzhi.engine.checking import check, outcome_of
from xuzhi.engine.facts import Facts, FactsInvalid, read_facts

__all__ = ["Facts", "FactsInvalid", "check", "outcome_of", "read_facts"]
