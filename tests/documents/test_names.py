import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.documents.names import clean_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("計畫書.pdf", "計畫書.pdf"),
        ("C:\\Users\\王\\計畫書.pdf", "計畫書.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("  two   words .pdf ", "two words .pdf"),
        ("", "file"),
        ("...", "file"),
        ("e\u0301.pdf", "é.pdf"),
        ("字" * 300 + ".docx", "字" * 65 + ".docx"),
    ],
)
def test_names_are_made_safe_to_show_and_to_save(sent, kept):
    assert clean_name(sent) == kept


@given(st.text())
def test_every_name_comes_out_short_and_plain(sent):
    kept = clean_name(sent)
    assert 0 < len(kept.encode()) <= 200
    assert "/" not in kept
    assert "\\" not in kept
    assert clean_name(kept) == kept or len(kept.encode()) > 190
