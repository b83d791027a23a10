"""What a provider lists against the catalogue, and how the doctor names providers. A list is always free."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from engine.kiosk import PAINTER, Kiosk
from vidpipe.doctor import compared, examine, seen
from vidpipe.film.catalogue import Caps

TODAY = date(2026, 11, 21)
GONE = PAINTER.model_copy(update={"model": "painter-3", "shutdown": "2026-01-01"})
DRAFT = PAINTER.model_copy(update={"model": "painter-9@small"})


class Lister(Kiosk):
    """A kiosk that tells what it sells."""

    sells: Mapping[str, str] = {}

    def models(self) -> tuple[Caps, ...]:
        return (PAINTER, GONE, DRAFT)

    def listed(self) -> Mapping[str, str]:
        return self.sells


def lister(folder: Path, **sells: str) -> Lister:
    made = Lister(folder)
    made.sells = {name.replace("_", "-"): day for name, day in sells.items()}
    return made


def test_a_catalogue_that_agrees_has_nothing_to_tell(tmp_path: Path) -> None:
    found = compared(lister(tmp_path, painter_9="", painter_77=""), today=TODAY)
    assert (found.listed, found.absent, found.ending, found.back) == (2, (), {}, ())
    assert "open" in found.said


def test_an_id_that_nobody_lists_is_named_but_not_one_that_is_known_to_be_gone(tmp_path: Path) -> None:
    assert compared(lister(tmp_path, painter_77=""), today=TODAY).absent == ("painter-9",)


def test_an_end_that_the_catalogue_does_not_know_is_told(tmp_path: Path) -> None:
    assert compared(lister(tmp_path, painter_9="2027-03-01"), today=TODAY).ending == {"painter-9": "2027-03-01"}


def test_what_should_be_gone_and_is_listed_is_told(tmp_path: Path) -> None:
    assert compared(lister(tmp_path, painter_9="", painter_3=""), today=TODAY).back == ("painter-3",)


def test_a_provider_that_cannot_list_is_only_asked_whether_it_is_there(tmp_path: Path) -> None:
    found = compared(Kiosk(tmp_path), today=TODAY)
    assert (found.listed, found.absent) == (None, ())


@pytest.mark.parametrize("name", ["GEMINI_API_KEY", "GOOGLE_API_KEY"])
def test_a_key_under_either_of_its_names_is_present(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from vidpipe.ports import Setup
    from vidpipe.providers.google import provider

    assert seen(provider(Setup())).key == "missing"
    monkeypatch.setenv(name, "not-a-real-key-0000")
    view = seen(provider(Setup()))
    assert (view.key, view.ready) == ("present", True)
    assert "not-a-real-key" not in repr(view)


def test_a_key_in_the_folder_s_env_file_counts(empty_folder: Path) -> None:
    from vidpipe.ports import Setup
    from vidpipe.providers.openai import provider

    assert not seen(provider(Setup())).ready
    (empty_folder / ".env").write_text("OPENAI_API_KEY=not-a-real-key-0000\n")
    assert seen(provider(Setup())).ready


def test_the_doctor_names_every_provider_and_a_missing_key_is_no_fault(tmp_path: Path) -> None:
    from vidpipe.providers.registry import providers

    checks = {
        check.name: check for check in examine(tmp_path, providers=list(providers().values()), stages=(), worker=None)
    }
    assert checks["This computer"].ok
    for title, variable in (("Google", "GEMINI_API_KEY"), ("OpenAI", "OPENAI_API_KEY")):
        assert checks[title].ok is None
        assert variable in checks[title].remedy
    assert "local/painter-3" in checks["image model"].found
    assert "google/" not in checks["image model"].found
