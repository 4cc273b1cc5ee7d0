"""translations/<lang>.toml: the texts of a programme in another language, laid over it.

[programme]                         title, short_title, summary, agency, executing_unit
[clause."L2.1"]                     says, label, gap, not_coded
[parameter.minimum_capital]         label, hint
[round.first]                       title
[notice.correction_request]         label, title, says
[figure.money]                      title, unit
[case.supplier]                     title, hint, respondent
[case.supplier.question."company.name"]   label, hint, example, of.CODE, fields.NAME.label
[case.supplier.check.capital]       label, otherwise, met, remedy
and likewise section, document, stage, step (label, hint, guard_otherwise, grounds.CODE, links.CODE), clock, notice,
criterion (label, says); [case.supplier.panel] label, expertise.CODE,
                                     phases.CODE, phase_hints.CODE, parties.CODE
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xuzhi.rulebook.borrowing import facts_about
from xuzhi.rulebook.expressions import ExpressionInvalid, Scope
from xuzhi.rulebook.model import CaseKind, Check, DatedClause, Entry, Ground, Programme, Question, Step
from xuzhi.rulebook.panel import PanelRule
from xuzhi.rulebook.problems import Place, Problems, did_you_mean
from xuzhi.rulebook.procedure import Link
from xuzhi.rulebook.scopes import scope_of, with_procedure
from xuzhi.rulebook.templates import parse_template

PROGRAMME_TEXTS = ("title", "short_title", "summary", "agency", "executing_unit", "source")
NOTICE_TEXTS = ("label", "title", "says")
FIGURE_TEXTS = ("title", "unit")
GROUPS = {
    "sections": ("section", ("label", "hint")),
    "questions": ("question", ("label", "hint", "example", "unit")),
    "documents": ("document", ("label", "hint", "number")),
    "checks": ("check", ("label", "otherwise", "met", "undetermined", "remedy")),
    "stages": ("stage", ("label", "hint")),
    "steps": ("step", ("label", "hint", "guard_otherwise")),
    "clocks": ("clock", ("label",)),
    "notices": ("notice", NOTICE_TEXTS),
    "criteria": ("criterion", ("label", "says")),
}
LENT = ("section", "question", "document", "check")
_SENTENCES = ("otherwise", "met", "undetermined", "remedy", "guard_otherwise")


def translate_programme(programme: Programme, texts: Mapping[str, Any]) -> Programme:
    """The programme with the translated texts in place of its own; what is not translated stays as it is."""
    head: dict[str, Any] = _texts(texts.get("programme", {}), PROGRAMME_TEXTS)
    return replace(
        programme,
        **head,
        clauses=tuple(_clause(clause, texts.get("clause", {}).get(clause.id, {})) for clause in programme.clauses),
        parameters=_entries(programme.parameters, texts.get("parameter", {}), ("label", "hint", "unit")),
        rounds=_entries(programme.rounds, texts.get("round", {}), ("title",)),
        notices=_entries(programme.notices, texts.get("notice", {}), NOTICE_TEXTS),
        figures=_entries(programme.figures, texts.get("figure", {}), FIGURE_TEXTS),
        cases=_with_facts_about([translate_case(case, texts) for case in programme.cases]),
    )


def _with_facts_about(cases: Sequence[CaseKind]) -> tuple[CaseKind, ...]:
    """What a case may know of another carries the other's labels."""
    by_name = {case.name: case for case in cases}
    return tuple(
        replace(case, about_facts=facts_about(by_name[name] for name in case.about if name in by_name))
        if case.about
        else case
        for case in cases
    )


def translate_case(case: CaseKind, texts: Mapping[str, Any]) -> CaseKind:
    """What was taken from another kind carries that kind's translation, unless the kind has one of its own."""
    own, lent = (texts.get("case", {}).get(name, {}) for name in (case.name, case.questions_of))
    changed: dict[str, Any] = _texts(own, ("title", "hint"))
    for attribute, (word, keys) in GROUPS.items():
        translations = {**lent.get(word, {}), **own.get(word, {})} if word in LENT else own.get(word, {})
        if attribute == "notices":
            translations = {**texts.get("notice", {}), **translations}
        changed[attribute] = _entries(getattr(case, attribute), translations, keys)
    if case.respondent is not None and isinstance(own.get("respondent"), str):
        changed["respondent"] = replace(case.respondent, label=own["respondent"])
    if case.panel is not None and isinstance(own.get("panel"), Mapping):
        changed["panel"] = _panel(case.panel, own["panel"])
    return replace(case, **changed)


def _panel(panel: PanelRule, table: Mapping[str, Any]) -> PanelRule:
    said = _as_table(table.get("expertise"))
    expertise = tuple(replace(each, label=said.get(each.code, each.label)) for each in panel.expertise)
    label = _texts(table, ("label",)).get("label", panel.label)
    named, course = _as_table(table.get("phases")), panel.course
    if course is not None:
        hints = _as_table(table.get("phase_hints"))
        phases = tuple(
            replace(each, label=named.get(each.code, each.label), hint=hints.get(each.code, each.hint))
            for each in course.phases
        )
        course = replace(course, phases=phases)
    called = _as_table(table.get("parties"))
    parties = tuple(replace(each, label=called.get(each.code, each.label)) for each in panel.parties)
    return replace(panel, label=label, expertise=expertise, course=course, parties=parties)


def _texts(table: Any, keys: Sequence[str]) -> dict[str, str]:
    return {key: table[key] for key in keys if isinstance(table, Mapping) and isinstance(table.get(key), str)}


def _clause(clause: DatedClause, table: Mapping[str, Any]) -> DatedClause:
    texts = _texts(table, ("says", "label", "gap", "not_coded"))
    return replace(clause, text=replace(clause.text, **texts)) if texts else clause


def _entries[T: Entry](entries: Sequence[T], table: Mapping[str, Any], keys: Sequence[str]) -> tuple[T, ...]:
    return tuple(_entry(entry, table.get(getattr(entry, "name"), {}), keys) for entry in entries)  # noqa: B009


def _entry[T: Entry](entry: T, table: Any, keys: Sequence[str]) -> T:
    changed: dict[str, Any] = _texts(table, keys)
    if isinstance(table, Mapping) and isinstance(entry, Question):
        changed |= _question_parts(entry, table)
    if isinstance(table, Mapping) and isinstance(table.get("grounds"), Mapping):
        grounds: tuple[Ground, ...] = getattr(entry, "grounds", ())
        changed["grounds"] = tuple(replace(each, label=table["grounds"].get(each.code, each.label)) for each in grounds)
    if isinstance(table, Mapping) and isinstance(table.get("links"), Mapping):
        links: tuple[Link, ...] = getattr(entry, "links", ())
        changed["links"] = tuple(replace(each, label=table["links"].get(each.code, each.label)) for each in links)
    return replace(entry, **changed) if changed else entry


def _question_parts(question: Question, table: Mapping[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    of, fields = table.get("of", {}), table.get("fields", {})
    if of:
        changed["of"] = tuple(replace(each, label=of.get(each.code, each.label)) for each in question.of)
    if fields:
        changed["fields"] = tuple(
            _entry(each, _as_table(fields.get(each.name)), ("label", "hint", "example", "unit"))
            for each in question.fields
        )
    return changed


def _as_table(written: Any) -> Any:
    """`fields.country = "Country"` is short for `fields.country.label`."""
    return {"label": written} if isinstance(written, str) else written or {}


def check_translations(programme: Programme, problems: Problems) -> None:
    """Note every key of a translation that translates nothing, and every sentence whose braces do not resolve."""
    for lang, texts in programme.translations.items():
        _Checker(programme, f"translations/{lang}.toml", problems).check(texts)


class _Checker:
    def __init__(self, programme: Programme, file: str, problems: Problems) -> None:
        self.programme, self.problems = programme, problems
        self.file = file
        self.lines = _key_lines(programme.folder / file)

    def note(self, keys: Sequence[str], message: str) -> None:
        self.problems.error(Place(self.file, self.lines(keys)), message)

    def check(self, texts: Mapping[str, Any]) -> None:
        programme = self.programme
        known: dict[str, Any] = {"programme": dict.fromkeys(PROGRAMME_TEXTS, "")}
        known["clause"] = {
            each.id: dict.fromkeys(("says", "label", "gap", "not_coded"), "") for each in programme.clauses
        }
        known["parameter"] = {each.name: {"label": "", "hint": "", "unit": ""} for each in programme.parameters}
        known["round"] = {each.name: {"title": ""} for each in programme.rounds}
        known["notice"] = {each.name: dict.fromkeys(NOTICE_TEXTS, "") for each in programme.notices}
        known["figure"] = {each.name: dict.fromkeys(FIGURE_TEXTS, "") for each in programme.figures}
        known["case"] = {case.name: _keys_of_case(case) for case in programme.cases}
        self.compare(texts, known, ())
        for case in programme.cases:
            self.check_sentences(case, texts)

    def compare(self, texts: Mapping[str, Any], known: Mapping[str, Any], path: tuple[str, ...]) -> None:
        for key, value in texts.items():
            here = (*path, key)
            if key not in known:
                self.note(here, f'"{".".join(here)}" translates nothing{did_you_mean(key, known)}')
            elif isinstance(known[key], Mapping) and isinstance(value, Mapping):
                self.compare(value, known[key], here)
            elif not isinstance(value, str) or (isinstance(known[key], Mapping) and "label" not in known[key]):
                self.note(here, f'"{".".join(here)}" should be {"a table" if known[key] else "a text"}')

    def check_sentences(self, case: CaseKind, texts: Mapping[str, Any]) -> None:
        translated = translate_case(case, texts)
        scope = scope_of(case.known_questions, self.programme.parameters, f'the case kind "{case.name}"')
        in_procedure = with_procedure(scope, [step.name for step in case.steps], [each.name for each in case.documents])
        pairs: list[tuple[Check | Step, Check | Step, str, Scope]] = []
        pairs += [(*both, "check", scope) for both in zip(case.checks, translated.checks, strict=True)]
        pairs += [(*both, "step", in_procedure) for both in zip(case.steps, translated.steps, strict=True)]
        for before, after, word, within in pairs:
            for key in _SENTENCES:
                text = getattr(after, key, "")
                if text != getattr(before, key, ""):
                    self.check_sentence(text, within, ("case", case.name, word, after.name, key))

    def check_sentence(self, text: str, scope: Scope, keys: tuple[str, ...]) -> None:
        try:
            parse_template(text, scope)
        except ExpressionInvalid as error:
            for message in error.messages:
                self.note(keys, f"{keys[-1]}: {message}")


def _keys_of_case(case: CaseKind) -> dict[str, Any]:
    keys: dict[str, Any] = {"title": "", "hint": ""}
    if case.respondent is not None:
        keys["respondent"] = ""
    if case.panel is not None:
        keys["panel"] = {"label": "", "expertise": {each.code: "" for each in case.panel.expertise}}
        keys["panel"]["parties"] = {each.code: "" for each in case.panel.parties}
        keys["panel"]["phases"] = {each.code: "" for each in case.panel.phases}
        keys["panel"]["phase_hints"] = {each.code: "" for each in case.panel.phases if each.hint}
    for attribute, (word, texts) in GROUPS.items():
        keys[word] = {entry.name: dict.fromkeys(texts, "") for entry in getattr(case, attribute)}
    for question in case.questions:
        keys["question"][question.name] |= _keys_of_question(question)
    for step in case.steps:
        keys["step"][step.name]["grounds"] = {ground.code: "" for ground in step.grounds}
        keys["step"][step.name]["links"] = {link.code: "" for link in step.links}
    return keys


def _keys_of_question(question: Question) -> dict[str, Any]:
    keys: dict[str, Any] = {"of": {choice.code: "" for choice in question.of}}
    keys["fields"] = {
        each.name: {"label": "", "hint": "", "example": "", "unit": "", "of": {choice.code: "" for choice in each.of}}
        for each in question.fields
    }
    return keys


def _key_lines(file: Path) -> Any:
    """A function from keys to the line on which they stand."""
    import tomli

    from xuzhi.rulebook.lines import index_lines, line_of

    text = file.read_text(encoding="utf-8")
    lines = index_lines(text, tomli.loads(text))
    return lambda keys: line_of(lines, tuple(keys))
