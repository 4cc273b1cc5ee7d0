"""figures.toml: what it may say, and what the lint says against it."""

import pytest

from xuzhi.rulebook import load_programme
from xuzhi.rulebook.figure import asked_as
from xuzhi.rulebook.linting import lint

FIGURE = """
[[figure]]
name = "{name}"
title = "件數"
counts = "{counts}"
by = "{by}"
clause = "{clause}"
{more}
"""


@pytest.fixture
def kind(folder):
    """The kind of case of the small programme, with a few questions more."""
    return load_programme(folder).cases[0]


@pytest.fixture
def write(folder, kind):
    def write_figure(more="", *, name="one", counts=kind.name, by="county", clause=kind.clauses[0]):
        text = FIGURE.format(name=name, counts=counts, by=by, clause=clause, more=more)
        (folder / "figures.toml").write_text(text, encoding="utf-8")
        return [(each.file, each.message) for each in lint(folder).errors]

    return write_figure


def said(*messages):
    return [("figures.toml", message) for message in messages]


class TestLint:
    def test_what_is_right_is_read(self, write, folder, kind):
        assert write('split = "outcome"\npublic = true') == []
        (figure,) = load_programme(folder).figures
        assert (figure.name, figure.counts, figure.by, figure.split) == ("one", kind.name, "county", "outcome")
        assert figure.public and figure.groups_itself and figure.questions == ()
        assert figure in list(load_programme(folder).entries())

    def test_what_is_not_there(self, write, kind):
        assert write(counts="nothing") == said('figure "one" counts "nothing", which is no case kind')
        assert write(by="nothing_at_all") == said('figure "one": by "nothing_at_all" is not a question')
        assert write('reached = ["nowhere"]') == said(
            f'figure "one": reached "nowhere" is not a stage of "{kind.name}"'
        )
        assert write('split = "no_check_so"') == said(
            f'figure "one": split "no_check_so" is neither "outcome" nor a check of "{kind.name}"'
        )
        assert write('split = "outcome"\nshare = "nowhere"') == said(
            f'figure "one": share "nowhere" is not a stage in which "{kind.name}" ends'
        )
        assert write('colour = "red"') == said('"colour" is not a word of this table')

    def test_what_does_not_fit_together(self, write, kind):
        drawn = kind.stages[0].name
        assert write('share = "nowhere"') == said('figure "one": share needs split = "outcome"')
        assert write("public = true", by="round") == said(
            'figure "one": by round it cannot be public: with the counts by quarter, small ones would follow from it'
        )
        assert write(f'public = true\nreached = ["{drawn}"]') == said(
            'figure "one": a public count takes all submitted cases: reached is for sums, or for the office'
        )

    def test_it_cites(self, write, folder):
        assert write(clause="X9") == said('clause "X9" is not in clauses.toml')
        text = (folder / "figures.toml").read_text(encoding="utf-8").replace('clause = "X9"\n', "")
        (folder / "figures.toml").write_text(text, encoding="utf-8")
        assert [each.message for each in lint(folder).errors] == ['figure "one" cites no clause']

    def test_sums_are_amounts_of_one_unit(self, write, kind):
        kinds = {kind.name: kind}
        text = next(each for each in kind.questions if each.type in ("text", "long_text"))
        messages = [message for _, message in write(f'sums = ["{text.name}"]\nsplit = "outcome"')]
        assert messages == [
            'figure "one": it has sums and a split; it can have one of them',
            f'figure "one": sums "{text.name}" is of type {text.type}; it takes money, number, records',
        ]
        assert asked_as(kinds, kind.name, text.name).question == text
        assert asked_as(kinds, kind.name, f"about.{text.name}") is None

    def test_translated_by_name(self, write, folder):
        write()
        (folder / "translations").mkdir(exist_ok=True)
        file = folder / "translations" / "en.toml"
        before = file.read_text(encoding="utf-8") if file.is_file() else ""
        file.write_text(before + '\n[figure.one]\ntitle = "Cases"\n[figure.two]\ntitle = "?"\n', encoding="utf-8")
        assert [each.message for each in lint(folder).errors] == ['"figure.two" translates nothing']
