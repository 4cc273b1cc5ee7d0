"""The form as a text to fill in (ODT), made from the rules: whole, or one page of it such as an attachment."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from odfdo import Cell, Document, Element, Header, Paragraph, Row, Style, Table

from xuzhi.kernel.roc import format_date
from xuzhi.kernel.texts import say
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import CaseKind, Question, Section
from xuzhi.rulebook.model import Document as ToAttach
from xuzhi.web.public.words import words, words_or
from xuzhi.web.templatetags.xuzhi import by_number

BLANK_ROWS = 3
FONT = "Noto Sans TC"
SMALL, LABEL, FRAME, HEAD = "XuzhiSmall", "XuzhiLabel", "XuzhiCell", "XuzhiHead"


def write_odt(rules: Edition, kind: CaseKind, sections: Sequence[Section]) -> bytes:
    """The sections with their questions and documents, each with room to write in."""
    text = Document("text")
    text.body.clear()
    for style in _styles():
        text.insert_style(style)
    title = sections[0].label if len(sections) == 1 else kind.title
    for part in _parts(rules, kind, sections, title):
        text.body.append(part)
    written = io.BytesIO()
    text.save(written)
    return written.getvalue()


def _styles() -> Iterable[Style]:
    edge = "0.5pt solid #7a8794"
    yield Style("table-cell", name=FRAME, border=edge, padding="0.12cm")
    yield Style("table-cell", name=HEAD, border=edge, padding="0.12cm", background_color="#eef1f2")
    yield Style("paragraph", name=SMALL, area="text", size="9pt", color="#4d5a66", font_family=FONT)
    yield Style("paragraph", name=LABEL, area="text", bold=True, font_family=FONT)


def _parts(rules: Edition, kind: CaseKind, sections: Sequence[Section], title: str) -> Iterable[Element]:
    yield Header(1, title)
    yield Paragraph(f"{rules.title}　{words('form_edition', day=format_date(rules.on))}", style=SMALL)
    yield Paragraph(words("filled_online"), style=SMALL)
    for section in sections:
        questions = [
            each
            for each in kind.questions
            if each.section == section.name and not (each.filled_by or each.by or each.stages)
        ]
        documents = by_number([each for each in kind.documents if each.section == section.name])
        if not questions and not documents:
            continue
        if len(sections) > 1:
            yield Header(2, section.label)
        if section.hint:
            yield Paragraph(section.hint, style=SMALL)
        yield from _plain([each for each in questions if each.type != "records"])
        for question in (each for each in questions if each.type == "records"):
            yield from _records(question)
        if documents:
            yield from _documents(documents)


def _plain(questions: Sequence[Question]) -> Iterable[Element]:
    """Question at the left, room for the answer at the right."""
    if not questions:
        return
    table = Table(f"t-{questions[0].name.replace('.', '-')}", width=2, height=len(questions))
    for place, question in enumerate(questions):
        table.set_row(place, _row([_asked(question), _room(question)]))
    yield table
    yield Paragraph("")


def _records(question: Question) -> Iterable[Element]:
    """A table with a column for each field; where the rules begin with rows, these."""
    columns = [field for field in question.fields if field.type != "file"]
    yield Paragraph(_titled(question.label, question.clauses), style=LABEL)
    if question.hint:
        yield Paragraph(question.hint, style=SMALL)
    given = question.field_named(question.rows_for) if question.rows_for else None
    rows = [choice.label for choice in given.of if choice.code != "other"] if given else [""] * BLANK_ROWS
    table = Table(f"t-{question.name.replace('.', '-')}", width=len(columns), height=len(rows) + 1)
    table.set_row(0, _row([[field.label] if field is given else _column(field) for field in columns], HEAD))
    for place, label in enumerate(rows, 1):
        table.set_row(place, _row([[label if field is given else ""] for field in columns]))
    yield table
    yield Paragraph("")


def _column(field: Question) -> list[str]:
    unit = f"（{field.unit}）" if field.unit else ""
    choices = say("kernel.list_separator").join(choice.label for choice in field.of)
    return [part for part in (f"{field.label}{unit}", choices) if part]


def _documents(documents: Iterable[ToAttach]) -> Iterable[Element]:
    yield Paragraph(words("documents"), style=LABEL)
    for each in documents:
        label = " ".join(part for part in (each.number, each.label) if part)
        kinds = say("kernel.list_separator").join(words_or(f"kind_{kind}", kind) for kind in each.kinds)
        yield Paragraph(f"☐ {_titled(label, each.clauses)}　{kinds}")
        if each.hint:
            yield Paragraph(each.hint, style=SMALL)


def _asked(question: Question) -> list[str]:
    return [part for part in (_titled(question.label, question.clauses), question.hint, _must(question)) if part]


def _must(question: Question) -> str:
    if question.required is False:
        return words("optional")
    return "" if question.required is True and question.when is None else words("required_when")


def _room(question: Question) -> list[str]:
    """Boxes to tick, or an empty place that says its unit."""
    if question.type == "yes_no":
        return [f"☐ {words('value_yes')}　☐ {words('value_no')}"]
    if question.of:
        return [f"☐ {choice.label}" for choice in question.of]
    if question.register:
        return [words("from_register")]
    return [question.unit] if question.unit else ["", ""] if question.type == "long_text" else [""]


def _titled(label: str, clauses: Sequence[str]) -> str:
    return f"{label}（{say('kernel.list_separator').join(clauses)}）" if clauses else label


def _row(cells: Sequence[Sequence[str]], style: str = FRAME) -> Row:
    """A row whose cells hold a paragraph a line, the first as it is and the others small."""
    row = Row()
    for place, lines in enumerate(cells):
        cell = Cell(style=style)
        for line, said in enumerate(lines or ("",)):
            cell.append(Paragraph(said, style=SMALL) if line else Paragraph(said))
        row.set_cell(place, cell)
    return row
