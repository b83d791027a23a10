"""What a page writes into its address stays there, though the browser may ask once more with the old one."""

import pytest
from streamlit.testing.v1 import AppTest

from vidpipe.ui import aim


def page() -> None:
    import streamlit as st

    from vidpipe.ui import aim

    for name in ("blind", "pairs", ""):
        st.button(name or "grid", on_click=aim.write, kwargs={"view": name}, key=name or "grid")
    st.text(f"view={aim.read('view')} film={aim.read('film')}")


class Seen:
    """The page in a browser that asks with the address `view`."""

    def __init__(self) -> None:
        self.app = AppTest.from_function(page)
        self.app.query_params["film"] = "a"

    def asks(self, view: str) -> str:
        """The page is drawn again without a press."""
        self.app.query_params["view"] = view
        return self._view(self.app.run())

    def press(self, name: str) -> str:
        return self._view(self.app.button(key=name).click().run())

    def _view(self, app: AppTest) -> str:
        assert not app.exception
        view, film = app.text[0].value.split(" ")
        assert film == "film=a"
        assert (app.query_params.get("view") or "") == view.removeprefix("view=")
        return view.removeprefix("view=")


@pytest.fixture
def seen() -> Seen:
    return Seen()


def test_a_drawing_that_was_asked_for_with_the_old_address_does_not_bring_it_back(seen):
    assert seen.asks("blind") == "blind"
    assert seen.press("pairs") == "pairs"
    assert [seen.asks("blind"), seen.asks("blind")] == ["pairs", "pairs"]
    assert seen.press("grid") == ""
    assert seen.asks("pairs") == ""


def test_the_address_counts_once_the_browser_has_told_the_new_word(seen):
    assert seen.asks("blind") == "blind"
    assert seen.press("pairs") == "pairs"
    assert seen.asks("pairs") == "pairs"
    assert seen.asks("blind") == "blind"


def test_a_third_word_is_heard_at_once(seen):
    assert seen.asks("blind") == "blind"
    assert seen.press("pairs") == "pairs"
    assert seen.asks("tally") == "tally"


def test_a_word_may_be_written_again_and_again(seen):
    assert seen.asks("") == ""
    for name in ("blind", "grid", "blind", "pairs", "blind"):
        assert seen.press(name) == name.replace("grid", "")


def test_the_old_word_is_heard_after_a_while(seen, monkeypatch):
    monkeypatch.setattr(aim, "SETTLES", 0.0)
    assert seen.asks("blind") == "blind"
    assert seen.press("pairs") == "pairs"
    assert seen.asks("blind") == "blind"
