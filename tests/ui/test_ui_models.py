"""Models as pages tell of them: what they can, cost and until when; who makes a film; a retired one is switched."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from vidpipe import Studio
from vidpipe.casting import Retiring
from vidpipe.doctor import Compared, ProviderView
from vidpipe.film.catalogue import Caps, Price, Role, VoiceView
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library import models as library
from vidpipe.library.models import models as catalogue
from vidpipe.project import Project
from vidpipe.take import Preview
from vidpipe.ui import composer, session
from vidpipe.ui.records import glance
from vidpipe.ui.records import providers as records
from vidpipe.ui.view import choices, model, retiring, typed

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<img src=x onerror=alert(1)>"
Open = Callable[..., AppTest]
REEL = Caps(provider="acme", model="reel-3", role=Role.VIDEO, title="Reel", price=Price(unit="second", micros=100_000))
HERE = {caps.id: caps for provider in ("google", "openai") for caps in catalogue(provider)}
LOCAL = Caps(provider="local", model="narrator-1", role=Role.SPEECH, title="Local narrator")


# ---------------------------------------------------------------- view-models


def test_a_model_says_its_end_and_a_missing_key_beside_its_price() -> None:
    assert model.named(REEL) == "Reel · $0.10 a second"
    assert model.named(REEL, ready=["acme"]) == "Reel · $0.10 a second"
    assert model.named(REEL, ready=[]) == "Reel · $0.10 a second · no key"
    assert model.named(HERE["openai/gpt-image-1.5"]).endswith("· until 1 Dec 2026")
    assert model.named(HERE["openai/gpt-image-1"]).endswith("· gone since 23 Oct 2026")


def test_facts_of_a_paid_model_are_whole() -> None:
    told = dict(model.facts(HERE["google/gemini-omni-1.2-flash"]))
    assert told["Resolutions"] == "360p, 720p, 1080p, 4k"
    assert told["Sound"] == "its own, always"
    assert told["Also"] == "edits and goes on"
    assert told["Takes about"] == "45 s"
    assert "$0.03 at 360p" in told["Price"]
    assert told["Price"].endswith("21 Nov 2026)")
    assert "Ends" not in told


def test_many_voices_are_counted_and_few_are_named() -> None:
    assert model.voices(HERE["openai/gpt-4o-mini-tts"]) == "13, each in many languages"
    few = LOCAL.model_copy(update={"voices": (VoiceView(id="a", title="Anna", language="en"),)})
    assert model.voices(few) == "Anna"


def test_a_model_that_is_gone_is_offered_to_no_scene_but_the_one_that_names_it() -> None:
    offered = choices.models(HERE.values(), Role.IMAGE, film=None, present="")
    assert "openai/gpt-image-1" not in offered
    assert offered["openai/gpt-image-1.5"].endswith("until 1 Dec 2026")
    kept = choices.models(HERE.values(), Role.IMAGE, film=None, present="openai/gpt-image-1")
    assert "gone since" in kept["openai/gpt-image-1"]


def retire(name: str, *, state: str, roles: tuple[Role, ...] = (Role.VIDEO,), scenes: tuple[str, ...] = ()) -> Retiring:
    caps = HERE.get(name) or library.record(name)
    assert caps is not None
    return Retiring(
        model=name,
        title=caps.title,
        state=state,  # type: ignore[arg-type]
        shutdown=caps.shutdown,
        replacement=library.replacement(name),
        roles=roles,
        scenes=scenes,
    )


def test_the_gone_come_first_with_the_model_to_take() -> None:
    soon = retire("openai/gpt-image-1.5", state="soon", roles=(Role.IMAGE,), scenes=("a", "b"))
    gone = retire("openai/sora-2", state="gone")
    first, second = retiring.notices([soon, gone], HERE)
    assert (first.old, first.new, first.urgent) == ("openai/sora-2", "google/gemini-omni-1.2-flash", True)
    assert first.title == "Sora 2 was switched off on 24 Sep 2026"
    assert first.label == "Use Gemini Omni 1.2 Flash"
    assert not second.urgent
    assert "keyframes and 2 scenes besides" in second.text


def test_where_nobody_names_a_replacement_this_computer_s_model_is_offered() -> None:
    found = retire("openai/tts-1", state="soon", roles=(Role.SPEECH,))
    (notice,) = retiring.notices([found], {**HERE, LOCAL.id: LOCAL})
    assert (notice.new, notice.label) == (LOCAL.id, "Use Local narrator")
    (without,) = retiring.notices([found], HERE)
    assert (without.new, without.label) == ("", "")


def test_what_a_switch_costs_is_said_with_its_number() -> None:
    assert "changes nothing" in retiring.consequence(Preview(stale=(), micros=0, confidence="free"))  # type: ignore[arg-type]
    said = retiring.consequence(Preview(stale=("a", "b"), micros=1_200_000, confidence="fixed"))  # type: ignore[arg-type]
    assert said.startswith("2 parts become stale; making them again costs about $1.20")


def view(name: str, title: str, *, models: int = 3, ready: bool = True) -> ProviderView:
    return ProviderView(name=name, title=title, key="present", variable="", models=models, ready=ready)


def test_who_can_make_a_film_is_whoever_has_models_here() -> None:
    found = [view("google", "Google", ready=False), view("local", "This computer"), view("server", "Server", models=0)]
    assert composer.made_with(found, chosen=False) == {"": "This computer", "google": "Google, no key"}
    assert list(composer.made_with(found, chosen=True)) == ["", "local", "google"]


@pytest.mark.parametrize(
    ("roles", "says"),
    [
        ([], ""),
        (["music"], "OpenAI has no music; this computer makes that."),
        (["video", "music"], "OpenAI has no clips and music; this computer makes them."),
    ],
)
def test_what_this_computer_takes_over_is_said(roles: list[str], says: str) -> None:
    assert composer.taken_here("OpenAI", roles) == says


def test_what_a_provider_s_list_says_otherwise_is_told_in_words() -> None:
    same = Compared(provider="a", said="Here", listed=9)
    assert records.differs(same) == ["All models of the catalogue are listed there."]
    assert records.differs(Compared(provider="a", said="Here")) == []
    other = Compared(provider="a", said="Here", listed=9, absent=("x",), ending={"y": "2027-03-01"}, back=("z",))
    told = records.differs(other)
    assert len(told) == 3
    assert "y ends on 1 Mar 2027, says the provider." in told


@pytest.mark.parametrize(("text", "names"), [("", None), (" a , b,a ", ["a", "b"]), ("image:x", ["image:x"])])
def test_names_are_read_with_commas_between(text: str, names: list[str] | None) -> None:
    assert typed.names(text) == names


# ---------------------------------------------------------------- pages


@pytest.fixture
def studio(workspace: Path) -> Iterator[Studio]:
    opened = Studio(workspace)
    session._studios[session.workspace()] = opened
    yield opened
    session.close()
    glance._known.clear()


def text(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(part.proto.body for part in app.get("html"))


def board(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A film at rest whose clips a model makes that is gone."""
    film = studio.create("A pond", storyboard=Storyboard(scenes=(Scene(id="one1", frames=72, start_prompt="a pond"),)))
    models = {**film.settings.models, Role.VIDEO: "openai/sora-2"}
    film._store.change(film.id, film.settings.model_copy(update={"models": models}), actor="me")
    film.stop()
    return film


def test_a_film_s_page_offers_the_switch_of_a_model_that_is_gone(
    studio: Studio, look: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = board(studio, monkeypatch)
    app = look("keyframes", project=film.id)
    assert "Sora 2 was switched off on 24 Sep 2026" in text(app)
    app.button(key="switch-0").click().run()
    assert film.settings.models[Role.VIDEO] == "google/gemini-omni-1.2-flash"
    assert "was switched off" not in text(app)


def test_a_film_of_models_that_stay_shows_no_notice(studio: Studio, look: Open) -> None:
    film = studio.create("A pond")
    film.stop()
    assert "switched off" not in text(look("storyboard", project=film.id))


def test_a_model_without_key_is_chosen_with_a_warning_and_its_facts(studio: Studio, look: Open) -> None:
    app = look("settings")
    app.selectbox(key="pref-models-image").select("openai/gpt-image-2.5-flare").run()
    said = text(app)
    assert "Its key is missing, so new films with openai/gpt-image-2.5-flare are refused." in said
    assert "$0.0044 at low" in said
    assert studio.preferences.models == {Role.IMAGE: "openai/gpt-image-2.5-flare"}


def test_a_chosen_model_that_is_gone_is_replaced_at_a_click(studio: Studio, look: Open) -> None:
    (studio.data / "vidpipe.toml").write_text('[models]\nimage = "openai/gpt-image-1"\n')
    app = look("settings")
    assert "Was switched off on 23 Oct 2026." in text(app)
    app.button(key="replace-image").click().run()
    assert studio.preferences.models == {Role.IMAGE: "openai/gpt-image-2.5-flare"}


def test_all_models_stand_side_by_side_with_price_date_and_state(studio: Studio, look: Open) -> None:
    said = text(look("settings"))
    assert "google/gemini-omni-1.2-flash@360p" in said
    assert "of 21 Nov 2026" in said
    assert "Gone since 23 Oct 2026" in said
    assert "Until 1 Dec 2026" in said


def test_a_server_of_ones_own_is_set_up_on_the_page(studio: Studio, look: Open) -> None:
    app = look("settings")
    app.text_input(key="pref-server_url").input(HOSTILE).run()
    assert "is no address" in text(app)
    assert "<img src=x" not in text(app)
    app.text_input(key="pref-server_url").input("http://127.0.0.1:11434/v1").run()
    app.text_input(key="pref-server_models").input("llama4, mistral").run()
    assert {caps.id for caps in studio.models() if caps.provider == "server"} == {"server/llama4", "server/mistral"}
    app.selectbox(key="pref-models-text").select("server/llama4").run()
    assert studio.create("A boat").settings.models[Role.TEXT] == "server/llama4"


def test_the_composer_prices_a_provider_s_film_and_refuses_it_without_its_key(studio: Studio, look: Open) -> None:
    app = look("projects")
    app.selectbox(key="provider").select("openai").run()
    said = text(app)
    assert "OpenAI has no clips and music; this computer makes them." in said
    assert "OpenAI has no key here yet" in said
    app.text_area(key="idea").input("A boat").run()
    next(button for button in app.button if button.label.startswith("Write the storyboard")).click().run()
    assert "Set OPENAI_API_KEY in the environment or in .env" in text(app)
    assert studio.projects() == []
