"""Prompt → treatment: a title, a logline, three beats and a closing line as plain text, in the prompt's language."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import LANGUAGES
from vidpipe.providers.local.director.board import write_storyboard
from vidpipe.providers.local.director.briefing import write_brief
from vidpipe.providers.local.director.reading import read
from vidpipe.providers.local.director.text import SPACELESS, capital, flat, sentences, trimmed, word_count
from vidpipe.providers.local.director.wording import sentence
from vidpipe.recipe import fingerprint

RATE, FRAMES = 24, 24 * 18
"""A film of four scenes: three beats and the close."""
BEATS = 3
LOGLINE_WORDS = 30
LABELS = {
    "en": ("Logline: ", "Closing line: ", "“", "”"),
    "es": ("Sinopsis: ", "Última frase: ", "«", "»"),
    "fr": ("Synopsis : ", "Dernière phrase : ", "« ", " »"),
}
ORDER = re.compile(
    r"^(?:please |por favor,? |s[’']il te pla[iî]t,? )?(?:write|draft|make|create|give|tell|imagine|describe|invent|"
    r"escribe|cuenta|inventa|imagina|describe|haz|crea|écris|écrivez|raconte|imagine|invente|décris|fais|crée)\b"
    r"[^.!?\n]{0,60}?\b(?:about|for|of|on|where|in which|sobre|para|de|acerca de|donde|sur|pour|où)\s+(?=\S+)",
    re.I,
)
"""An order to write: what comes after it is what the film is about."""
ROLE = re.compile(r"\b\w+ \((\w+)\)")
"""`a man (keeper)`, as a painter must read it; a person reads `a keeper`."""


def write_treatment(data: Mapping[str, Any]) -> str:
    """Reads prompt, language and seed. The same data give the same text; another prompt or seed makes other choices.

    In a language that is not written here title and logline are the prompt's own words, the rest is in `language`.
    """
    prompt = str(data.get("prompt") or "")
    reading = read(prompt)
    language = reading.language if reading.language in LANGUAGES else _spare(data)
    choices = int(fingerprint({"seed": int(data.get("seed") or 0), "prompt": prompt})[:12], 16)
    about = ORDER.sub("", prompt) if reading.kind is FilmKind.STORY else prompt
    asked = {"prompt": about, "kind": reading.kind, "language": language, "seed": choices}
    asked |= {"frames": FRAMES, "rate": RATE}
    brief = write_brief(asked)
    scenes = write_storyboard({**asked, "brief": brief})["scenes"]
    return _laid_out(brief, scenes, _logline(prompt) or str(brief["subject"]), language)


def _spare(data: Mapping[str, Any]) -> str:
    asked = str(data.get("language") or "").split("-")[0].lower()
    return asked if asked in LANGUAGES else "en"


def _logline(prompt: str) -> str:
    """What the film is about in the prompt's own words, without the order to write it; '' where it has none."""
    first = next(iter(sentences(flat(prompt), most=1)), "")
    about = ORDER.sub("", first)
    return trimmed(about if word_count(about) else first, LOGLINE_WORDS)


def _laid_out(brief: Mapping[str, Any], scenes: Sequence[Mapping[str, Any]], logline: str, language: str) -> str:
    about, closing, opened, closed = LABELS[language]
    *before, last = scenes
    parts = [str(brief["title"]), f"{about}{capital(_ended(logline))}"]
    parts += [_beat(number, scene, opened, closed) for number, scene in enumerate(before[-BEATS:], 1)]
    end = last["narration"] or last["words"] or brief["call_to_action"] or brief["title"]
    return "\n\n".join([*parts, f"{closing}{opened}{_ended(str(end))}{closed}"]) + "\n"


def _beat(number: int, scene: Mapping[str, Any], opened: str, closed: str) -> str:
    """Its name (a point's own), what is seen, and what is said where that is something else."""
    name = scene["words"] if scene["card"] == "caption" else scene["title"]
    seen, line = capital(ROLE.sub(r"\1", str(scene["action"]))), str(scene["narration"])
    said = f" {opened}{line}{closed}" if line and line not in seen else ""
    return f"{number}. {_ended(str(name))} {seen}{said}"


def _ended(text: str) -> str:
    """With its full stop, but for scripts that have their own."""
    return text if SPACELESS.search(text[-1:]) else sentence(text)


__all__ = ["write_treatment"]
