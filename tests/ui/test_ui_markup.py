"""HTML is made in one place, text in it is escaped, and no address leads out of the studio."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidpipe.ui.markup import Markup, join, label, tag

from conftest import ROOT  # isort: skip

NAMESPACE = "http://www.w3.org/2000/svg"
"""A name that only looks like an address."""
HTML = ROOT / "vidpipe" / "ui" / "markup.py"
DOORS = re.compile(r"\bst\.html\(|unsafe_allow_html|unsafe_allow_javascript|components\.v1|\biframe\(")


@given(st.text())
def test_text_never_opens_an_element(text):
    made = tag("p", text, title=text)
    assert made.count("<") == 2
    assert made.count(">") == 2
    assert made.count('"') == 2


def test_markup_is_not_escaped_again_and_text_beside_it_is():
    assert tag("p", tag("b", "a & b"), "<i>") == "<p><b>a &amp; b</b>&lt;i&gt;</p>"
    assert isinstance(join("a", None, tag("br")), Markup)


def test_attributes_are_named_as_in_html():
    assert tag("a", class_="x", aria_label="y", hidden=True, title=None) == '<a class="x" aria-label="y" hidden></a>'


@pytest.mark.parametrize(
    "where", ["https://example.com/x", "//example.com", "javascript:alert(1)", "data:text/html,x", ""]
)
def test_an_address_outside_is_refused(where):
    with pytest.raises(ValueError, match="leads out"):
        tag("a", href=where)


@pytest.mark.parametrize("where", ["/app/static/blob/x.mp4", "#cut", "/film?project=a", "/"])
def test_an_address_inside_is_taken(where):
    assert where in tag("a", href=where)


def test_nothing_else_hands_html_to_the_browser():
    product = [*(ROOT / "vidpipe").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    assert [path for path in product if path != HTML and DOORS.search(path.read_text(encoding="utf-8"))] == []


def test_no_script_of_ours_sets_html_from_data():
    for path in (ROOT / "vidpipe" / "ui" / "look").glob("*.js"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "innerHTML" in line]
        assert all("innerHTML = LOCK" in line for line in lines), path.name


def test_nothing_of_the_look_is_fetched_from_elsewhere():
    for path in (ROOT / "vidpipe" / "ui" / "look").iterdir():
        if path.suffix in (".css", ".js"):
            assert not re.search(r"https?://|@import", path.read_text(encoding="utf-8").replace(NAMESPACE, "")), (
                path.name
            )


MEMORY = re.compile(r"\bst\.(image|video|audio|download_button|logo|pdf)\(")
"""What Streamlit would keep in its memory for good."""


def test_no_media_goes_through_streamlits_memory():
    files = [*(ROOT / "vidpipe" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
    assert [path.name for path in files if MEMORY.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "text", ["![x](http://e/x.png)", "[a](http://e)", "<b>", ":red[x]", "`c`", "a\nb", "# h", "猫 Noor"]
)
def test_a_label_keeps_no_sign_that_markdown_reads(text):
    said = label(text)
    assert re.fullmatch(r"(\\[!-/:-@\[-`{-~]|[\w\s])*", said)
    assert "\n" not in said
    assert re.sub(r"\\(.)", r"\1", said) == " ".join(text.split())
