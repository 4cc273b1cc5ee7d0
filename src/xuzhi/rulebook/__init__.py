"""The rulebook: a programme's folder of TOML, loaded, dated, linted. Pure; it knows no case and no clock."""

from xuzhi.rulebook.discovery import find_programmes
from xuzhi.rulebook.editions import CaseKindUnknown, Edition, ParameterNotSet
from xuzhi.rulebook.example import Example
from xuzhi.rulebook.loading import load_programme
from xuzhi.rulebook.model import (
    CaseKind,
    Check,
    Choice,
    ClockRule,
    Contact,
    Document,
    Ground,
    NoticeRule,
    Parameter,
    Programme,
    Question,
    Round,
    Section,
    Stage,
    Step,
)
from xuzhi.rulebook.overlay import Overlay
from xuzhi.rulebook.problems import Place, Problem, RulebookInvalid

__all__ = [
    "CaseKind", "CaseKindUnknown", "Check", "Choice", "ClockRule", "Contact", "Document", "Edition", "Example",
    "Ground", "LintReport", "NoticeRule", "Overlay", "Parameter", "ParameterNotSet", "Place", "Problem", "Programme",
    "Question", "Round", "RulebookInvalid", "Section", "Stage", "Step", "find_programmes", "lint", "load_programme",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """The lint is loaded when it is asked for: answering a check needs none of it."""
    if name in ("lint", "LintReport"):
        from xuzhi.rulebook import linting

        return getattr(linting, name)
    raise AttributeError(name)
