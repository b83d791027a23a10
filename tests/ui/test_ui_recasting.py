"""The models of the open film in the rail: chosen role by role, with what that makes stale and costs before saving."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from overviews import film as made
from streamlit.testing.v1 import AppTest

from vidpipe import Studio
from vidpipe.doctor import ProviderView
from vidpipe.engine.overview import Status
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.film.cost import Cost
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library.models import models as catalogue
from vidpipe.project import Project
from vidpipe.take import Preview
from vidpipe.ui import markup, session
from vidpipe.ui.view import recasting as view

FLARE = "openai/gpt-image-2.5-flare"
HERE = Caps(provider="local", model="painter-3", role=Role.IMAGE, title="Local painter")
REEL = Caps(provider="acme", model="reel-3", role=Role.VIDEO, title="Reel", price=Price(unit="second", micros=100_000))
GONE = "openai/gpt-image-1"
ID = "aaaaaaaaaa"


def provider(name: str, title: str, *, ready: bool = True, variable: str = "") -> ProviderView:
    return ProviderView(name=name, title=title, key="present", variable=variable, models=1, ready=ready)


OPENAI = provider("openai", "OpenAI", variable="OPENAI_API_KEY")
LOCAL = provider("local", "This computer")
NO_KEY = OPENAI.model_copy(update={"ready": False})


# ---------------------------------------------------------------- the lines, pure


def pictures(*, now: str = HERE.id, openai: ProviderView = OPENAI, board: Storyboard | None = None) -> view.Part:
    known = [*catalogue("openai"), HERE, REEL]
    (part,) = view.parts([Role.IMAGE], {Role.IMAGE: now}, known, providers=[openai, LOCAL], board=board)
    return part


def test_a_line_offers_all_models_of_its_role_with_provider_and_price() -> None:
    part = pictures()
    assert next(iter(part.options.items())) == (HERE.id, "Local painter · This computer · Free")
    assert part.options[FLARE] == "GPT Image 2.5 Flare · OpenAI · $0.01 an image"
    assert {name.partition("/")[0] for name in part.options} == {"local", "openai"}
    assert (part.label, part.asleep, part.places) == ("Keyframes by", {}, [])


def test_what_needs_a_key_stands_last_with_the_reason() -> None:
    part = pictures(openai=NO_KEY)
    assert part.options[FLARE].startswith("GPT Image 2.5 Flare · needs OPENAI_API_KEY · ")
    assert part.asleep[FLARE] == "OpenAI has no key here. Put it into .env as OPENAI_API_KEY."
    assert part.places == list(range(1, len(part.options)))


def test_a_model_that_is_gone_is_offered_to_the_film_alone_that_has_it() -> None:
    assert GONE not in pictures().options
    assert "gone since 23 Oct 2026" in pictures(now=GONE).options[GONE]
    assert pictures(now="acme/lost-1").options["acme/lost-1"] == "acme/lost-1 · not here any more"


def test_scenes_with_a_model_of_their_own_are_counted() -> None:
    own = Scene(id="one1", frames=72, start_prompt="a pond", models={"image": FLARE})
    assert view.own(pictures(board=Storyboard(scenes=(own,)))) == "1 scene has a model of its own."
    two = Storyboard(scenes=(own, own.model_copy(update={"id": "two2"})))
    assert view.own(pictures(board=two)) == "2 scenes have a model of their own."
    assert view.own(pictures()) == ""


def follows(*stale: str, micros: int = 0, others: int = 0) -> Preview:
    return Preview(stale=stale, micros=Cost(micros), confidence="fixed", others=others)


CLIP, START, END = (f"scene/one1/{part}" for part in ("clip@final", "keyframe/start", "keyframe/end"))


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (follows(), "Nothing that is made becomes stale."),
        (follows("music"), "The sound becomes stale."),
        (follows(CLIP), "1 clip becomes stale."),
        (follows(START, END), "2 keyframes become stale."),
        (follows("cut/16x9/en/master", CLIP, START), "1 keyframe, 1 clip and the cut become stale."),
    ],
)
def test_what_becomes_stale_is_said_step_by_step(found: Preview, says: str) -> None:
    assert view.stale(found) == says


@pytest.mark.parametrize(
    ("found", "moving", "says"),
    [
        (follows(), False, "Nothing has to be made for it."),
        (follows(CLIP, micros=600_000), False, "Making all that again costs about $0.60. Nothing is made again before"),
        (follows(CLIP), True, "Making all that again is free. Nothing is made again before you say so."),
        (follows(micros=600_000, others=2), False, "What is still to be made with them costs about $0.60."),
        (follows(micros=600_000, others=2), True, "costs about $0.60, and is being made."),
        (follows(CLIP, micros=600_000, others=1), True, "the rest is asked of these models at once."),
    ],
)
def test_what_it_costs_is_said_with_when_it_is_spent(found: Preview, moving: bool, says: str) -> None:
    assert says in view.price(found, moving=moving)


def test_only_a_plain_label_enters_a_stylesheet() -> None:
    with pytest.raises(ValueError, match="no plain label"):
        markup.greyed('Clips"] {} </style>', [1])


# ---------------------------------------------------------------- the rail


@pytest.fixture
def studio(workspace: Path) -> Iterator[Studio]:
    opened = Studio(workspace)
    session._studios[session.workspace()] = opened
    yield opened
    session.close()


@pytest.fixture
def pond(studio: Studio) -> Project:
    """A film at rest with a storyboard and nothing else."""
    board = Storyboard(scenes=(Scene(id="one1", frames=72, start_prompt="a pond"),))
    film = studio.create("A pond", storyboard=board, narration=False, music=False)
    film.stop()
    return film


@pytest.fixture
def models(look: Callable[..., AppTest]) -> Callable[[str], AppTest]:
    """A film's page with the popover open."""

    def models(film: str) -> AppTest:
        app = look("clips", project=film)
        app.session_state["models-0"] = True
        app.run()
        assert not app.exception
        return app

    return models


def text(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(part.proto.body for part in app.get("html"))


def box(app: AppTest, label: str) -> Any:
    return next(found for found in app.selectbox if found.label == label)


def saving(app: AppTest) -> Any:
    return next((button for button in app.button if button.key == "recast-save"), None)


def test_nothing_is_read_before_the_popover_is_open(pond: Project, look: Callable[..., AppTest]) -> None:
    assert not [found for found in look("clips", project=pond.id).selectbox if found.label.endswith(" by")]


def test_another_model_is_chosen_priced_and_saved_and_nothing_is_made(
    pond: Project, models: Callable[[str], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "no-real-key")
    app = models(pond.id)
    assert [found.label for found in app.selectbox if found.label.endswith(" by")] == [
        "Words by",
        "Keyframes by",
        "Clips by",
    ]
    assert saving(app) is None
    box(app, "Keyframes by").select(FLARE).run()
    assert "Now Local painter · This computer · Free" in text(app)
    assert "Nothing that is made becomes stale." in text(app)
    foretold = pond.models_preview({Role.IMAGE: FLARE})
    assert foretold.micros > 0
    assert pond.settings.models[Role.IMAGE] == HERE.id
    saving(app).click().run()
    assert pond.settings.models[Role.IMAGE] == FLARE
    assert pond.overview.attempts == 0
    assert saving(app) is None


def test_a_model_without_its_key_cannot_be_saved_and_says_why(pond: Project, models: Callable[[str], AppTest]) -> None:
    app = models(pond.id)
    box(app, "Keyframes by").select(FLARE).run()
    assert "OpenAI has no key here. Put it into .env as OPENAI_API_KEY." in text(app)
    assert saving(app).disabled


def test_a_dear_choice_for_a_film_that_is_being_made_asks_first(visit: Callable[..., Any]) -> None:
    app, studio = visit("clips", made(Status.VIDEO_GEN), project=ID)
    film = studio.films[ID]
    film.roles = (Role.VIDEO,)
    film.models_preview = lambda wanted: follows(micros=9_000_000, others=3)
    studio.models = lambda: [REEL]
    studio.providers = lambda: [provider("acme", "Acme")]
    app.session_state["models-0"] = True
    app.run()
    box(app, "Clips by").select(REEL.id).run()
    saving(app).click().run()
    assert ("change", (), {"models": {Role.VIDEO: REEL.id}}) not in studio.asked
    next(button for button in app.button if button.key == "ask-yes").click().run()
    assert ("change", (), {"models": {Role.VIDEO: REEL.id}}) in studio.asked
