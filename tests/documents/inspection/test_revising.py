"""What a later text of a plan says otherwise, paragraph by paragraph."""

from xuzhi.documents.inspection.revising import LONGEST, MOST_TOLD, Paragraph, revise_texts

BEFORE = "推動策略\n以需求預測減少缺貨。\n先在三處場域試行。\n預期效益提升 20%。"


def test_the_same_text_differs_in_nothing():
    found = revise_texts(BEFORE, BEFORE)
    assert (found.paragraphs, found.more, found.same) == ((), 0, 4)


def test_white_space_and_width_do_not_matter():
    assert revise_texts("ＡＩ 導入 計畫。", "AI導入計畫。").paragraphs == ()


def test_what_is_said_otherwise_stands_beside_it_with_the_words_that_differ():
    found = revise_texts(BEFORE, BEFORE.replace("三處", "五處"))
    assert found.paragraphs == (
        Paragraph(
            before=(("先在", True), ("三", False), ("處場域試行。", True)),
            after=(("先在", True), ("五", False), ("處場域試行。", True)),
        ),
    )
    assert found.same == 3


def test_what_is_new_and_what_is_gone():
    found = revise_texts(BEFORE, "推動策略\n以需求預測減少缺貨。\n另請專家輔導各店長使用系統。\n預期效益提升 20%。")
    assert found.paragraphs == (
        Paragraph(after=(("另請專家輔導各店長使用系統。", False),)),
        Paragraph(before=(("先在三處場域試行。", False),)),
    )


def test_lines_of_a_text_with_pages_are_put_together():
    body = "第{0}題：\n第一段的前半，\n後半 {0}。\n一、目標{0}\n二、方法{0}，\n分三步。"
    pages = "\f".join(f"計畫書\n附件五\n{body.format(page)}\n表 {page}。\n{page}" for page in "123")
    lines = "\n".join(
        f"第{page}題：\n第一段的前半，後半 {page}。\n一、目標{page}\n二、方法{page}，分三步。\n表 {page}。"
        for page in "123"
    )
    assert revise_texts(pages, lines).paragraphs == ()


def test_no_more_is_told_than_people_read():
    before = "\n".join(f"段落{number}甲乙丙丁戊" for number in range(MOST_TOLD + 50))
    found = revise_texts(before, "完全不同\n" + "長" * (LONGEST + 5))
    assert len(found.paragraphs) == MOST_TOLD
    assert found.more == 52
    assert all(sum(len(words) for words, _ in (*p.before, *p.after)) <= LONGEST for p in found.paragraphs)
