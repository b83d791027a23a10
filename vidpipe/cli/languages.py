"""`vidpipe languages`: a film told in further languages; their words listed, written by hand, asked for anew."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.agreeing import agreed_price
from vidpipe.cli.making import code_of
from vidpipe.cli.options import Json, ProjectId, Yes
from vidpipe.errors import BadInput
from vidpipe.take import State

if TYPE_CHECKING:
    from vidpipe.project.translating import LanguageView, LineView
    from vidpipe.studio import Project

MOST_BYTES = 2_000_000
PARTS = ("narration", "words")

Add = Annotated[
    list[str] | None, typer.Option("--add", metavar="TAG", help="Tell the film in this language too: es, fr. Repeat.")
]
Remove = Annotated[
    list[str] | None, typer.Option("--remove", metavar="TAG", help="Tell it in this language no more. Repeat.")
]
Translate = Annotated[
    list[str] | None,
    typer.Option("--translate", metavar="TAG", help="Have its words written anew; those by hand stay. Repeat."),
]
Say = Annotated[
    list[str] | None,
    typer.Option(
        "--say",
        metavar="TAG:SCENE=WORDS",
        help="Write what is said over a scene, such as es:2='Buenos días'; es:2/words=… is what stands on the screen. "
        "Repeat.",
    ),
]
VoiceOf = Annotated[
    list[str] | None,
    typer.Option(
        "--voice",
        metavar="TAG=VOICE",
        help="Who speaks a language, the film's own too, such as es=Alex; es= leaves it to the film. Repeat.",
    ),
]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE", help="Write words from a JSON file, as --json prints them.", dir_okay=False),
]


def languages(
    project: ProjectId,
    add: Add = None,
    remove: Remove = None,
    translate: Translate = None,
    say: Say = None,
    voice: VoiceOf = None,
    source: From = None,
    yes: Yes = False,
    as_json: Json = False,
) -> int:
    """A film in several languages: list their words, add one, write words by hand, have them translated."""
    voices = [_voice(text) for text in voice or ()]
    said = [_said(text) for text in say or ()] + (_read(source) if source else [])
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        for tag in remove or ():
            film.remove_language(tag)
        for tag in add or ():
            agreed_price(film.language_estimate(tag), yes=yes)
            film.add_language(tag, wake=False)
        for tag, scene, words in said:
            film.word(tag, scene, wake=False, **words)
        for tag in translate or ():
            there = film.language(tag)
            agreed_price(there.price if there.fresh else film.language_estimate(tag), yes=yes)
            film.translate(tag, wake=False)
        for tag, name in voices:
            film.choose_voice(name, tag)
        if add or said or translate:
            screen.complain("Working; the pictures stay as they are …")
            film.finish()
        found, now = film.languages, film.overview
        if as_json:
            rows = [_told(one) | {"voice": film.speaker(one.language).plain()} for one in found]
            screen.answer({"project": now.id, "title": now.title, "own": now.language, "languages": rows})
        else:
            _list(film, now.language, found)
    asked = {*(add or ()), *(translate or ()), *(tag for tag, _, _ in said)}
    return code_of([one.state for one in found if one.language in asked])


def _said(text: str) -> tuple[str, str, dict[str, str]]:
    """`es:2=Hola` and `es:2/words=Hola` taken apart. Raises BadInput."""
    where, equals, words = text.partition("=")
    tag, colon, scene = where.partition(":")
    scene, _, part = scene.partition("/")
    if not (equals and colon and scene.strip()) or part not in ("", *PARTS):
        raise BadInput(f"{text!r} says no words of a scene", remedy="Say tag:scene=words, such as --say es:2='Hola'.")
    return tag.strip(), scene.strip(), {part or "narration": words}


def _voice(text: str) -> tuple[str, str]:
    """`es=Alex` taken apart. Raises BadInput."""
    tag, equals, name = text.partition("=")
    if not equals or not tag.strip():
        raise BadInput(f"{text!r} names no voice", remedy="Say tag=voice, such as --voice es=Alex.")
    return tag.strip(), name.strip()


def _read(file: Path) -> list[tuple[str, str, dict[str, str]]]:
    """All words of a file. Raises BadInput."""
    remedy = "Write what `vidpipe languages FILM --json` prints, change the words, and give that."
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadInput(f"{file.name} is too large for a film's words", remedy=remedy)
        rows = json.loads(file.read_text(encoding="utf-8-sig"))["languages"]
        found = [
            (str(row["language"]), str(line["scene"]), {part: str(line["told"][part]) for part in line["told"]})
            for row in rows
            for line in row["lines"]
        ]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadInput(f"{file.name} holds no words of a film", remedy=remedy) from error
    if not found:
        raise BadInput(f"{file.name} holds no words of a film", remedy=remedy)
    return found


def _told(one: "LanguageView") -> dict[str, Any]:
    return one.plain() | {"price": one.price / 1_000_000}


def _list(film: "Project", own: str, found: "tuple[LanguageView, ...]") -> None:
    if not found:
        screen.say(f"{film.title} is told in {own} alone. Add a language: vidpipe languages {film.id} --add es")
    for one in found:
        screen.say(f"{one.name} ({one.language}): {one.state.value}, {_speaker(film, one)}")
        rows = [_row(line, part) for line in one.lines for part in line.said]
        screen.table(("scene", own, one.language), rows, whole=("scene",))
        for text in filter(None, (one.message, *one.warnings)):
            screen.indented(text)
        for line in film.placed(one.language):
            if line.over:
                long = f"Scene {line.number} is too long by {max(0.1, line.over / film.settings.rate):.1f} s"
                screen.indented(f"{long}. What helps: vidpipe sound {film.id} --language {one.language}")
        if any(film.overview.slots[slot].state is State.STALE for slot in one.cuts):
            screen.indented(f"Changed since it was cut. Make it again: vidpipe redo {film.id}")


def _speaker(film: "Project", one: "LanguageView") -> str:
    if not one.spoken:
        return "no voice here speaks it" if film.settings.narration else "not spoken"
    heard = film.speaker(one.language).heard
    return f"spoken by {heard.title}" if heard else "spoken by the model's own voice"


def _row(line: "LineView", part: Any) -> tuple[Any, ...]:
    mark = " (changed since)" if part in line.outdated else ""
    where = f"{line.number}" if part == "narration" else f"{line.number} on screen"
    return where, line.said[part] + mark, line.told.get(part, "") or "—"
