"""Films as nouns, and what their stages ask for: nothing is made, nothing is stored."""

from collections.abc import Iterator
from typing import Any

from vidpipe.film.brief import Brief, CastMember, FilmKind
from vidpipe.film.catalogue import Caps, Role, Span
from vidpipe.film.project import Film, Revision, Settings
from vidpipe.film.slot import BRIEF, MUSIC, STORYBOARD
from vidpipe.film.storyboard import Camera, Move, Scene, ShotSize, Storyboard, Style
from vidpipe.ports import CallStage, Request
from vidpipe.recipe import Recipe, canonical, digest, imported
from vidpipe.stages.brief import STAGE as BRIEFS
from vidpipe.stages.clips import STAGE as CLIPS
from vidpipe.stages.keyframes import STAGE as KEYFRAMES
from vidpipe.stages.moods import STAGE as MOODS
from vidpipe.stages.music import STAGE as MUSICS
from vidpipe.stages.narration import STAGE as LINES
from vidpipe.stages.storyboard import STAGE as STORYBOARDS
from vidpipe.stages.translation import STAGE as TRANSLATIONS
from vidpipe.take import Take

ASKING: tuple[CallStage, ...] = (BRIEFS, MOODS, STORYBOARDS, KEYFRAMES, CLIPS, MUSICS, LINES, TRANSLATIONS)
CAPS = {
    Role.TEXT: Caps(provider="local", model="writer-1", role=Role.TEXT),
    Role.IMAGE: Caps(provider="local", model="painter-1", role=Role.IMAGE),
    Role.VIDEO: Caps(
        provider="local", model="animator-1", role=Role.VIDEO, durations=Span(low=500, high=20_000), handles=True
    ),
    Role.SPEECH: Caps(provider="local", model="narrator-1", role=Role.SPEECH, languages=("en",)),
    Role.MUSIC: Caps(provider="local", model="composer-1", role=Role.MUSIC),
}
KEEPER = CastMember(name="Keeper", look="an old keeper in a yellow coat")
GULL = CastMember(name="Gull", look="a white gull,  one grey wing")
NOBODY = CastMember(name="Nobody", look="")
FULL = Storyboard(
    style=Style(look="Risograph print, {grain}", mood="quiet", words=("calm", "warm"), colours=("#102030", "#e0c080")),
    cast=(KEEPER, GULL, NOBODY),
    scenes=(
        Scene(
            id="open",
            frames=48,
            start_prompt="a stair in a lighthouse",
            cast=("Keeper",),
            words="A title",
            card="title",
            motion_prompt="he climbs the stair",
            narration="It begins.",
        ),
        Scene(
            id="goes",
            frames=48,
            start_prompt="the stair",
            end_prompt="the lamp lit {at last}",
            cast=("Keeper", "Gull"),
            continuity="continue",
            action="he lights the lamp.",
        ),
        Scene(
            id="ends",
            frames=24,
            start_prompt="the sea",
            words="The end",
            card="end",
            camera=Camera(move=Move.TILT_DOWN, size=ShotSize.DETAIL),
        ),
    ),
)
EMPTY = Storyboard(
    scenes=(
        Scene(id="bare", frames=24, start_prompt="a field"),
        Scene(id="later", frames=24, start_prompt="", end_prompt="only the end of it"),
        Scene(
            id="nobody",
            frames=24,
            start_prompt="two  spaces\nand a line",
            motion_prompt="waves.  ",
            cast=("Nobody",),
        ),
        Scene(id="wordless", frames=24, start_prompt="", card="caption", words="  Now  "),
        Scene(id="unsaid", frames=24, start_prompt="dusk", card="end"),
    )
)
TEXT = Brief(title="T", kind=FilmKind.STORY, subject="s", language="en", tone="dry")
BRIEF_NAME, BOARD_NAME = (digest(canonical(noun.plain()).encode()) for noun in (TEXT, FULL))
TEXTS = {BRIEF_NAME: TEXT.plain(), BOARD_NAME: FULL.plain()}


def film(
    board: Storyboard = FULL, *, brief: Brief | None = TEXT, known: dict[str, Any] | None = None, **asked: Any
) -> Film:
    settings = Settings(**{"prompt": "a film", "language": "en", "frames": 120} | asked)
    return Film(settings=settings, caps=CAPS, storyboard=board, brief=brief, **known or {})


def films() -> dict[str, Film]:
    """Films that between them leave every place empty somewhere, and whose owners asked for every kind of thing."""
    wide = {"full": film(), "tall": film(aspect="9:16", quality="draft", rate=25), "empty": film(EMPTY)}
    told = {
        "toneless": film(EMPTY, brief=TEXT.model_copy(update={"tone": ""})),
        "asked": film(title="A title", kind="ad", style="ink", language="", seed=7, crossfade=12),
        "free": film(frames=None, prompt="Line one\n\n{two}  three", narration=False),
    }
    notes = {slot: "more of the sea" for slot in ("scene/open/keyframe/start", "scene/ends/clip", MUSIC)}
    rungs = {"scene/open/clip": 2, "scene/ends/keyframe/end": 3, "scene/open/keyframe/start": 3}
    anew = Revision(basis=BOARD_NAME, changes={"scene/goes": "shorter", "style": ""}, round=2)
    noted = film(
        known={"notes": notes, "rungs": rungs, "revision": anew, "without": {"scene/ends/clip": ("end keyframe",)}}
    )
    return wide | told | {"noted": noted, "longer": film(basis=BOARD_NAME, frames=240)}


def recipes(made: Film) -> Iterator[tuple[CallStage, str, Recipe]]:
    """Every recipe of a film that asks a model."""
    for stage in ASKING:
        for slot in stage.slots(made):
            needs = {need.slot: take(need.slot) for need in stage.needs(made, slot)}
            yield stage, slot, stage.recipe(made, slot, needs)


def requests(made: Film) -> dict[str, Request]:
    return {slot: stage.request(recipe, TEXTS) for stage, slot, recipe in recipes(made)}


def take(slot: str) -> Take:
    name = {BRIEF: BRIEF_NAME, STORYBOARD: BOARD_NAME}.get(slot, digest(slot.encode()))
    return Take(
        id=1,
        slot=slot,
        number=1,
        digest=name,
        mime="image/png",
        recipe=Recipe(stage="x", version=1),
        created="2026-01-01T00:00:00Z",
    )


def brought_take(slot: str) -> Take:
    """A take that a person brought."""
    name = digest(f"own {slot}".encode())
    return take(slot).model_copy(update={"digest": name, "recipe": imported(name)})
