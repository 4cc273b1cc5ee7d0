"""A programme's figures for anyone: no small count on the page, in the files, or behind the chart."""

import json
from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from xuzhi.casework.queries.figure_tables import FigureTable
from xuzhi.web.charts.drawing import draw, figures_drawn, for_page

TABLES = (
    FigureTable(
        "m",
        "每月收件",
        "月份",
        ("甲", "乙", "合計"),
        (("1 月", (1, 2, 3)), ("2 月", (3, None, None))),
        "months",
        2,
        "件",
    ),
    FigureTable("s", "結果", "類別", ("審理中", "核准"), (("甲", (3, 50)), ("乙", (1, 2))), "stacked", 2, "件"),
    FigureTable("d", "天數", "類別", ("早", "中", "晚"), (("甲", (1, 2, 3)),), "spread", 3, "天"),
    FigureTable("b", "條款", "條款", ("件數",), (("L2.1 <b>業者</b>", (3,)),), "bars", 1, "件"),
)


@pytest.fixture
def client_of_anyone(client, db):
    return client


class TestCharts:
    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.by)
    def test_one_picture_that_runs_nothing_and_takes_the_page_s_colours(self, table):
        svg = draw(table)
        assert svg.startswith('<svg class="chart" role="img" aria-label="%SAYS%"')
        for inline in ("style=", "<script", "<style", " on", "href", "font-family", "http://www.w3.org/1999/xlink"):
            assert inline not in svg
        assert "var(--" in svg and "#" not in svg.replace("&#", "")
        assert svg.count("role=") == 1 and "<b>" not in svg

    def test_drawn_once_and_kept_by_its_data(self, monkeypatch):
        cache.clear()
        first = figures_drawn(TABLES[:1])
        monkeypatch.setattr("xuzhi.web.charts.drawing.draw", lambda table: pytest.fail("drawn again"))
        assert figures_drawn(TABLES[:1]) == first

    def test_what_it_shows_in_words(self):
        drawn = figures_drawn(TABLES)
        assert drawn[0].says == "每月收件的長條圖。最多的是1 月，3 件；每個數字都在下面的表裡。"
        assert drawn[2].says == "天數的圖。中位數最長的是甲，2 天；每個數字都在下面的表裡。"
        assert 'aria-label="條款的長條圖' in drawn[3].svg and "L2.1 &lt;b&gt;" in drawn[3].svg

    def test_large_amounts_have_room_and_short_axes(self):
        rows = (("零售業", (7_000_021, 10_500_021)), ("餐飲業", (5_000_045, 7_500_045)))
        two = FigureTable("m", "經費", "行業", ("補助款", "自籌款"), rows, "stacked", 2, "元")
        assert ">萬元</text>" in draw(two) and ">1,500</text>" in draw(two)
        one = FigureTable("p", "撥付", "行業", ("金額",), (("零售業", (18_000_000,)),), "bars", 1, "元")
        assert ">18,000,000</text>" in draw(one)
        assert figures_drawn((one,))[0].says == "撥付的長條圖。最多的是零售業，18,000,000 元；每個數字都在下面的表裡。"

    def test_nothing_to_draw(self):
        assert draw(FigureTable("x", "x", "x", (), (), "bars", 1)) == ""

    def test_what_vega_says_of_its_parts_is_taken_out(self):
        head = '<svg xmlns="x" version="1.1" class="marks" width="420" height="9" viewBox="0 0 420 9">'
        svg = f'{head}<g role="a" aria-label="b"/></svg>'
        assert for_page(svg) == (
            '<svg class="chart" role="img" aria-label="%SAYS%" xmlns="x"  viewBox="0 0 420 9"><g/></svg>'
        )


class TestPage:
    def test_an_empty_one_says_what_will_be_here(self, client_of_anyone):
        page = client_of_anyone.get("/programmes/sme_ai_listing/figures/").content.decode()
        assert "還沒有可以公開的統計" in page and "少於" in page

    def test_files(self, client_of_anyone):
        answer = client_of_anyone.get("/programmes/sme_ai_listing/figures/file?format=json")
        assert json.loads(answer.content)["tables"] == []
        first = datetime.now(UTC).date().replace(day=1)
        assert json.loads(answer.content)["through"] < first.isoformat()
        lines = b"".join(client_of_anyone.get("/programmes/sme_ai_listing/figures/file").streaming_content)
        assert lines.decode("utf-8-sig") == "表,列,欄,數字,單位\r\n"

    @pytest.mark.parametrize(
        "where", ["nothing/figures/", "nothing/figures/file", "sme_ai_listing/figures/file?format=exe"]
    )
    def test_what_is_not_there(self, client_of_anyone, where):
        assert client_of_anyone.get(f"/programmes/{where}").status_code == 404
