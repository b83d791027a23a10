"""A film's words in another language: what is said and shown over each scene, beside what it stands for. Pure."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from vidpipe.film.noun import Line, Name, Noun, later
from vidpipe.film.storyboard import FASTEST, SceneId, Storyboard

Part = Literal["narration", "words"]
PARTS: tuple[Part, ...] = ("narration", "words")
"""What a scene has in a language: what is said over it, and what stands on it."""
NAMES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "pt-BR": "Brazilian Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def tongue(tag: str) -> str:
    """A language by its English name, as sentences have it; its tag where none is known."""
    return NAMES.get(tag, tag)


class SceneLines(Noun):
    """A scene's words. `narration_of` and `words_of` are the film's own words that they stand for; `hand` names the
    parts that a person wrote. `speed` is the pace of its voice in per cent, 0 as the scene has it."""

    id: SceneId
    narration: Line = ""
    words: Line = ""
    narration_of: Line = ""
    words_of: Line = ""
    hand: tuple[Part, ...] = later(())
    speed: Annotated[int, Field(ge=0, le=FASTEST)] = later(0)

    def said(self, part: Part) -> str:
        return self.narration if part == "narration" else self.words

    def stands_for(self, part: Part) -> str:
        return self.narration_of if part == "narration" else self.words_of


class Lines(Noun):
    """All scenes' words in a language."""

    language: Name
    scenes: tuple[SceneLines, ...] = ()

    @property
    def by_scene(self) -> dict[str, SceneLines]:
        return {scene.id: scene for scene in self.scenes}


def asked_for(board: Storyboard) -> dict[str, dict[Part, str]]:
    """What a film has words for, by scene: only parts that say something."""
    found: dict[str, dict[Part, str]] = {}
    for scene in board.scenes:
        said: dict[Part, str] = {"narration": scene.narration, "words": scene.words if scene.card else ""}
        found[scene.id] = {part: text for part, text in said.items() if text}
    return {scene: parts for scene, parts in found.items() if parts}


def told(board: Storyboard, lines: Lines | None) -> Storyboard:
    """The storyboard with its words and paces in another language; what is not written there is not said."""
    known = lines.by_scene if lines else {}
    scenes = []
    for scene in board.scenes:
        own = known.get(scene.id, SceneLines(id=scene.id))
        fields: dict[str, Any] = {part: own.said(part) if getattr(scene, part) else "" for part in PARTS}
        scenes.append(scene.model_copy(update=fields | ({"speed": own.speed} if own.speed else {})))
    return board.with_scenes(scenes)


def unsaid(board: Storyboard, lines: Lines | None) -> list[str]:
    """The scenes with words that are not written in the other language."""
    known = lines.by_scene if lines else {}
    return [
        scene
        for scene, parts in asked_for(board).items()
        if any(not (scene in known and known[scene].said(part)) for part in parts)
    ]


def outdated(board: Storyboard, lines: Lines) -> dict[str, tuple[Part, ...]]:
    """The parts of scenes whose own words are others than those that were put into the other language."""
    known, found = lines.by_scene, {}
    for scene, parts in asked_for(board).items():
        own = known.get(scene)
        old = tuple(part for part, text in parts.items() if own and own.said(part) and own.stands_for(part) != text)
        found[scene] = old
    return {scene: old for scene, old in found.items() if old}


def by_hand(board: Storyboard, lines: Lines | None) -> dict[str, dict[Part, str]]:
    """What a person wrote of words that still stand for what the film says: a writer leaves it as it is."""
    return _holding(board, {own: own.hand for own in lines.scenes} if lines else {})


def but_one(board: Storyboard, lines: Lines, scene: str) -> dict[str, dict[Part, str]]:
    """All that is written and still stands for what the film says, but for one scene."""
    return _holding(board, {own: PARTS for own in lines.scenes if own.id != scene})


def _holding(board: Storyboard, parts: Mapping[SceneLines, Sequence[Part]]) -> dict[str, dict[Part, str]]:
    asked, found = asked_for(board), {}
    for own, named in parts.items():
        said = asked.get(own.id, {})
        kept: dict[Part, str] = {
            part: own.said(part)
            for part in named
            if own.said(part) and part in said and own.stands_for(part) == said[part]
        }
        found[own.id] = kept
    return {scene: kept for scene, kept in found.items() if kept}


def paced(board: Storyboard, lines: Lines | None, language: str, *, scene: str, speed: int) -> Lines:
    """The lines with the pace of one scene's voice, in per cent; 0 is as the scene has it."""
    known = written(board, lines, language, said={}).by_scene
    known[scene] = known.get(scene, SceneLines(id=scene)).model_copy(update={"speed": speed})
    found = [known[one.id] for one in board.scenes if one.id in known]
    return Lines(language=language, scenes=tuple(own for own in found if own != SceneLines(id=own.id)))


def written(board: Storyboard, lines: Lines | None, language: str, *, said: Mapping[str, Mapping[Part, str]]) -> Lines:
    """The lines with some parts written by hand, by scene. Scenes that the film has no more are left out."""
    asked, known = asked_for(board), lines.by_scene if lines else {}
    scenes = []
    for scene in board.scenes:
        fields = known.get(scene.id, SceneLines(id=scene.id)).model_dump()
        for part, text in said.get(scene.id, {}).items():
            hand = [one for one in fields.get("hand", ()) if one != part] + ([part] if text else [])
            fields |= {part: text, f"{part}_of": asked.get(scene.id, {}).get(part, ""), "hand": sorted(hand)}
        found = SceneLines.model_validate(fields)
        scenes += [found] if found != SceneLines(id=scene.id) else []
    return Lines(language=language, scenes=tuple(scenes))
