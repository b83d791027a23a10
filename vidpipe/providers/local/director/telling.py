"""A film's words in another language, told again from what it was written from. No translation, and it says so.

The director writes the same film twice: in its own language, to know which lines are its own, and in the wanted one.
What a person wrote, in the prompt or since, it does not put into another language.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.library.lexicon import LANGUAGES
from vidpipe.providers.local.director.board import write_storyboard
from vidpipe.providers.local.director.briefing import write_brief
from vidpipe.providers.local.director.text import flat, word_count

TOLD, NAMES = "told from", {"en": "English", "es": "Spanish", "fr": "French"}
KEPT = ("title", "messages", "call_to_action")
"""What of a brief is heard or read in the film."""
FEW = 4
"""Words of the prompt in a row that make a line the person's own."""
REMEDY = "Choose a text model with a key for this film, or write its words by hand."


def write_lines(data: Mapping[str, Any]) -> dict[str, Any]:
    """The scenes with what can be told in `language`, and notes about what could not.

    Raises ProviderError (invalid, free) where nothing can: another language than English, Spanish and French, a film
    made from a document or by hand, or one whose lines are all a person's own.
    """
    own, wanted = str(data["from"]).split("-")[0], str(data["language"]).split("-")[0]
    into, told = NAMES.get(wanted, str(data["language"])), data.get(TOLD) or {}
    _check(own, wanted, told)
    first = write_storyboard(told)["scenes"]
    again = write_storyboard({**told, "brief": _briefed(told, wanted)})["scenes"]
    known = _pairs(first, again, str(told.get("prompt", "")))
    scenes = [_scene(row, known) for row in data["scenes"]]
    missing = sum(_lacks(row, done) for row, done in zip(data["scenes"], scenes, strict=True))
    if not any(done.get(part) for done in scenes for part in ("narration", "words")):
        raise _cannot(f"The local director cannot say this film in {into}: its words are your own, not the director's")
    return {"scenes": scenes, "notes": _said(into, missing)}


def _check(own: str, wanted: str, told: Mapping[str, Any]) -> None:
    if wanted not in LANGUAGES or own not in LANGUAGES:
        raise _cannot("The local director does not translate; it writes English, Spanish and French alone")
    if own == wanted:
        raise _cannot("The local director writes no two kinds of the same language")
    if not told or told.get("source"):
        raise _cannot("The local director does not translate what a document says")


def _cannot(message: str) -> ProviderError:
    return ProviderError(Kind.INVALID, message, remedy=REMEDY, billed=False)


def _said(into: str, missing: int) -> list[str]:
    told = f"The {into} words are told anew by the local director, not translated: read them before you publish."
    has = "1 scene has" if missing == 1 else f"{missing} scenes have"
    rest = f"{has} words of your own, which it cannot say in {into}: write these by hand."
    return [told, rest] if missing else [told]


def _briefed(told: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The brief in the other language. What a person changed in it stays as it is."""
    brief = dict(told.get("brief") or {})
    asked = {name: told.get(name) for name in ("prompt", "style", "seed")} | {"kind": brief.get("kind"), "title": ""}
    as_was, now = (write_brief({**asked, "language": tag}) for tag in (brief.get("language", ""), language))
    own = {name: brief[name] for name in KEPT if name in brief and brief[name] != as_was.get(name)}
    return {**brief, **{name: now.get(name) for name in KEPT}, **own, "language": language}


def _pairs(first: Sequence[Mapping[str, Any]], again: Sequence[Mapping[str, Any]], prompt: str) -> dict[str, str]:
    """What each line of the director's own says in the other language: of scenes that tell the same part of it."""
    found: dict[str, str] = {}
    if [scene["beat"] for scene in first] != [scene["beat"] for scene in again]:
        return found
    for one, other in zip(first, again, strict=True):
        for part in ("narration", "words"):
            was, now = str(one.get(part) or ""), str(other.get(part) or "")
            if was and now and not _persons(was, now, prompt):
                found.setdefault(was, now)
    return found


def _persons(was: str, now: str, prompt: str) -> bool:
    """Whether a line is in the person's words: said so in the prompt, or the same in both and more than a name."""
    heard, before, after = _plain(prompt), was.split(" — "), now.split(" — ")
    own = any(word_count(part) >= FEW and _plain(part) in heard for part in (*before, *after))
    return own or any(part in before and re.search(r"\b[a-zà-ÿ]{3,}", part) for part in after)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", flat(text)).strip().lower()


def _scene(row: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    told = {part: known.get(str(row.get(part, "")), "") for part in ("narration", "words") if part in row}
    return {"id": row["id"], **told}


def _lacks(row: Mapping[str, Any], done: Mapping[str, Any]) -> bool:
    return any(part in row and not (done.get(part) or part in row.get("fixed", {})) for part in ("narration", "words"))
