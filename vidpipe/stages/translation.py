"""Storyboard → the film's words in another language: one call for all of them, checked scene by scene.

A model that follows no such order (`Caps.retells`) is given what the film was written from, and tells that again.
"""

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.film.lines import PARTS, Lines, Part, asked_for, but_one, by_hand, tongue
from vidpipe.film.noun import Line, Name, Noun
from vidpipe.film.project import Film
from vidpipe.film.slot import STORYBOARD, language_of, lines
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe, canonical
from vidpipe.stages.answer import AGAIN, check, draft_of, read_data, rows, shape_of
from vidpipe.stages.branded import avoiding, banned_data, banned_param, uses
from vidpipe.stages.cutting import END_CARD_SPLIT
from vidpipe.stages.noted import asked_of, with_note
from vidpipe.stages.picture import board_of
from vidpipe.stages.storyboard import STAGE as STORYBOARD_STAGE
from vidpipe.stages.storyboard import asked_data
from vidpipe.stages.worded import own_words, said
from vidpipe.take import Take

TOLD, WORDS, FIXED, KEPT = "told from", "words", "words by hand", "words kept"
ONE = "Only scene {scene}: "
"""How a note begins that has one scene's line written anew, and leaves all others as they are."""
NAMED = re.compile(r"Only scene ([^\s:]+): ")
GROWTH, SHORT = 1.35, 28
"""How much longer than the film's own words a line may get, and how many characters it may always have."""
FAR = 2
"""How many times that is no translation any more."""
SPLIT = re.compile(r"\s+[-–—|/]\s+")
NOTES, MOST_NOTES, LONGEST_NOTE = "notes", 4, 300
ALIKE = 40
"""From how many characters on an answer that is the film's own words is none."""


class AnsweredScene(Noun):
    id: Name
    narration: Line = ""
    words: Line = ""


class Answer(Noun):
    """What a writer is asked for."""

    scenes: tuple[AnsweredScene, ...]


class TranslationStage:
    name, step, title = "translation", "sound", "Translation"
    version, order, side = 1, 25, False
    role: Role | None = Role.TEXT

    def slots(self, film: Film) -> Sequence[str]:
        return [lines(language) for language in film.languages] if film.storyboard else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        source = STORYBOARD_STAGE.needs(film, STORYBOARD) if _retells(film) else ()
        return (Need(slot=STORYBOARD), *source)

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        language, board, used = language_of(slot), board_of(film), {}
        words = [{"id": scene, **parts} for scene, parts in asked_for(board).items()]
        params: dict[str, Any] = {"language": language, "from": film.language, WORDS: words}
        fixed, kept = _fixed(film, slot)
        params |= ({FIXED: fixed} if fixed else {}) | ({KEPT: kept} if kept else {})
        params |= own_words(film, self.name) | asked_of(film, slot)
        params |= banned_param(film)
        if _retells(film):
            written = STORYBOARD_STAGE.recipe(_first(film), STORYBOARD, inputs)
            params[TOLD], used = written.params, dict(written.inputs)
        model = film.caps[Role.TEXT].id
        return Recipe(stage=self.name, version=self.version, model=model, params=params, inputs=used)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        data = _data(recipe)
        places = {name: tongue(data[name]) for name in ("from", "language")} | {"data": canonical(data)}
        words = said(recipe, self.name, places)
        return Request(
            role=Role.TEXT,
            task="translation",
            system=words.system,
            prompt=with_note(words.prompt, recipe) + avoiding(recipe),
            data=data | _told(recipe, texts),
            answer=shape_of(Answer),
            language=data["language"],
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        """Raises ProviderError (invalid, billed) where a scene was left out, or a line is no translation of it."""
        answered = read_data(result)
        answers = {str(row.get("id", "")): row for row in rows(answered, "scenes")}
        scenes = [_scene(recipe, asked, answers.get(asked["id"], {})) for asked in recipe.params[WORDS]]
        _check_put(recipe, scenes)
        found = draft_of(check({"language": recipe.params["language"], "scenes": scenes}, Lines))
        notes = [*_notes(recipe, answered), *_banned(recipe, scenes)]
        return found.model_copy(update={"meta": {"warnings": notes}}) if notes else found


def _fixed(film: Film, slot: str) -> tuple[dict[str, dict[Part, str]], dict[str, dict[Part, str]]]:
    """What a person wrote, and what else is kept because a note asks for one scene's line alone."""
    board, found = board_of(film), film.lines.get(language_of(slot))
    fixed, named = by_hand(board, found), NAMED.findall(film.notes.get(slot, ""))
    if not (named and found):
        return fixed, {}
    others = {scene: parts for scene, parts in fixed.items() if scene != named[-1]}
    return others, but_one(board, found, named[-1])


def _notes(recipe: Recipe, answered: Mapping[str, Any]) -> list[str]:
    """What a writer who tells a film again says of its own work; no other writer is asked."""
    said = answered.get(NOTES) if TOLD in recipe.params else None
    return [str(text)[:LONGEST_NOTE] for text in said][:MOST_NOTES] if isinstance(said, list) else []


def _banned(recipe: Recipe, scenes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where a writer used a word all the same that the brand never uses."""
    said = [str(row[part]) for row in scenes for part in PARTS if row.get(part)]
    return [
        f"“{word}” is a banned word of the brand, and stands in “{text[:80]}”."
        for text in said
        for word in uses(recipe, text)
    ]


def _retells(film: Film) -> bool:
    caps = film.caps.get(Role.TEXT)
    return caps is not None and caps.retells


def _first(film: Film) -> Film:
    """The film as it was asked for, without what came of it since."""
    settings = film.settings.model_copy(update={"basis": None})
    return film.model_copy(update={"revision": None, "settings": settings})


def most(text: str) -> int:
    """The most characters that stand for a text in another language."""
    return max(SHORT, ceil(GROWTH * len(text)))


def _data(recipe: Recipe) -> dict[str, Any]:
    """The words with their longest lengths, and what a person wrote of them already."""
    asked, fixed = recipe.params, recipe.params.get(FIXED, {}) | recipe.params.get(KEPT, {})
    scenes = [
        row
        | {"most": {part: most(row[part]) for part in PARTS if part in row}}
        | ({"fixed": fixed[row["id"]]} if row["id"] in fixed else {})
        for row in asked[WORDS]
    ]
    return {"language": asked["language"], "from": asked["from"], "scenes": scenes} | banned_data(recipe)


def _told(recipe: Recipe, texts: Mapping[str, Any]) -> dict[str, Any]:
    """What the film was written from, for a writer who tells it again."""
    if TOLD not in recipe.params:
        return {}
    written = Recipe(stage=STORYBOARD, version=1, params=recipe.params[TOLD], inputs=recipe.inputs)
    asked = recipe.params[TOLD]
    lines_of_person = {name: asked[name] for name in ("hook", "closing") if asked.get(name)}
    return {TOLD: asked_data(written, texts) | lines_of_person}


def _scene(recipe: Recipe, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """A scene's words as answered, or as a person wrote them."""
    fixed = recipe.params.get(FIXED, {}).get(asked["id"], {})
    kept = recipe.params.get(KEPT, {}).get(asked["id"], {}) | fixed
    found: dict[str, Any] = {"id": asked["id"]}
    for part in PARTS:
        if part in asked:
            text = kept.get(part) or _line(recipe, asked, answer, part)
            found |= {part: text, f"{part}_of": asked[part]}
    return found | ({"hand": sorted(fixed)} if fixed else {})


def _line(recipe: Recipe, asked: Mapping[str, Any], answer: Mapping[str, Any], part: Part) -> str:
    said = answer.get(part)
    text = " ".join(said.split()) if isinstance(said, str) else ""
    if END_CARD_SPLIT in asked[part] and part == WORDS:
        text = SPLIT.sub(END_CARD_SPLIT, text)
    if not text and TOLD not in recipe.params:
        raise _refused(asked, part, "was left out")
    if len(text) > FAR * most(asked[part]):
        raise _refused(asked, part, f"got {len(text)} characters for {len(asked[part])}")
    return text


def _check_put(recipe: Recipe, scenes: Sequence[Mapping[str, Any]]) -> None:
    """Raises ProviderError where the whole answer is the film's own words, or nothing."""
    parts = [(row[part], row[f"{part}_of"]) for row in scenes for part in PARTS if part in row]
    own, given = "".join(was for _, was in parts), "".join(now for now, _ in parts)
    into = tongue(recipe.params["language"])
    if parts and not given:
        raise ProviderError(Kind.INVALID, f"The writer put nothing into {into}", remedy=AGAIN, billed=True)
    if own == given and len(own) >= ALIKE:
        raise ProviderError(Kind.INVALID, f"The writer put no word into {into}", remedy=AGAIN, billed=True)


def _refused(asked: Mapping[str, Any], part: Part, why: str) -> ProviderError:
    what = "line" if part == "narration" else "text on screen"
    return ProviderError(
        Kind.INVALID, f"The {what} of scene {asked['id']} {why} in the translation", remedy=AGAIN, billed=True
    )


STAGE = TranslationStage()
