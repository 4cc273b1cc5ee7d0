"""The sections of a case's form, as pages in their order."""

from django.http import Http404

from xuzhi.casework.queries.shapes import SectionView, TaskList


def section_named(tasks: TaskList, name: str) -> SectionView:
    """The section's page. Raises Http404."""
    for section in tasks.sections:
        if section.name == name:
            return section
    raise Http404


def neighbours(tasks: TaskList, here: SectionView) -> tuple[SectionView | None, SectionView | None]:
    """The pages before and after, among those in which anything is asked."""
    shown = [each for each in tasks.sections if each.state != "not_asked" or each.name == here.name]
    at = next(n for n, each in enumerate(shown) if each.name == here.name)
    return (shown[at - 1] if at else None, shown[at + 1] if at + 1 < len(shown) else None)


def section_of_question(tasks: TaskList, question: str) -> SectionView | None:
    """Where a question stands. `question` may name a field of a record: `plans.price` stands where `plans` does."""
    names = {each.question.name: section for section in tasks.sections for each in section.questions}
    while question and question not in names:
        question = question.rpartition(".")[0]
    return names.get(question)


def section_of_document(tasks: TaskList, document: str) -> SectionView | None:
    for section in tasks.sections:
        if any(each.document.name == document for each in section.documents):
            return section
    return None
