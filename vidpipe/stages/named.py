"""Names with `@` in what stages say and ask for: resolved to words, to reference pictures and to voices.

A recipe holds only what it uses: a writer's the looks of whom its words name, a picture's also their pictures where its
model takes them. A film whose words name nobody has none of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.film.cast import Member, as_data, described, member_of, named_in, of_data, speaker_of, spoken
from vidpipe.film.catalogue import Caps
from vidpipe.film.project import Film
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.ports import Ref
from vidpipe.recipe import Recipe, canonical

CAST, NAMED, PICTURE = "cast", "named", " picture "
"""What a recipe and a request's data call those whom its words name; what follows a name in an input."""
PNG = "image/png"
TOLD = "Names with @ stand for: {members}. Keep them as they are, and who they name as it is said here."
WRITTEN = (
    "`named` says who and what stands behind names with @. Wherever a scene shows one, write its name with @ in the "
    "scene's image prompts, without describing it anew, and put the name without @ into the scene's `cast`."
)
ALIKE = "{names} just as in the reference pictures."


# ------------------------------------------------------------ for writers


def named_params(film: Film) -> dict[str, Any]:
    """The parameter of a writer's recipe: whom the film's prompt, its style and its brief name; nothing for nobody."""
    asked = film.settings
    if not asked.cast:
        return {}
    brief = canonical(film.brief.plain()) if film.brief else ""
    found = named_in(" ".join((asked.prompt, asked.style, asked.hook, asked.closing, brief)), asked.cast)
    return {CAST: as_data(found)} if found else {}


def _named(recipe: Recipe) -> tuple[Member, ...]:
    return of_data(recipe.params.get(CAST, {}))


def named_data(recipe: Recipe) -> dict[str, Any]:
    """Those whom names stand for, for a request's data; nothing for nobody."""
    return {NAMED: recipe.params[CAST]} if CAST in recipe.params else {}


def told(recipe: Recipe) -> str:
    """Whom names stand for, in words for a writer; '' for nobody."""
    members = _named(recipe)
    listed = "; ".join(f"@{member.name}, a {member.sort}: {member.phrase}" for member in members)
    return f"\n\n{TOLD.format(members=listed)}" if members else ""


def in_words(data: dict[str, Any], recipe: Recipe) -> dict[str, Any]:
    """Data for a writer who reads data: every name in prompt and brief as what it is."""
    members = _named(recipe)
    if not members:
        return data
    return data | {name: _described(data[name], members) for name in ("prompt", "brief") if name in data}


def _described(found: Any, members: Sequence[Member]) -> Any:
    if isinstance(found, str):
        return described(found, members)
    if isinstance(found, Mapping):
        return {name: _described(value, members) for name, value in found.items()}
    return [_described(value, members) for value in found] if isinstance(found, list | tuple) else found


def recognised(data: dict[str, Any], recipe: Recipe) -> dict[str, Any]:
    """A storyboard as answered, with those who are named in its cast and in the scenes that show them.

    A writer who knows them by their looks alone has called them otherwise: that name is theirs then.
    """
    members = _named(recipe)
    if not members:
        return data
    cast = [one for one in data.get("cast") or () if isinstance(one, Mapping)]
    twins = {str(one.get("name", "")): member.name for one in cast if (member := _twin(one, members))}
    own = [{"name": member.name, "role": member.sort} for member in members]
    others = [dict(one) for one in cast if str(one.get("name", "")) not in twins]
    scenes = [_recognised(scene, members, twins) for scene in data.get("scenes") or ()]
    return data | {"cast": [*own, *others], "scenes": scenes}


def _twin(one: Mapping[str, Any], members: Sequence[Member]) -> Member | None:
    """Whom a writer's member of the cast is: one of the name, or all of whose words stand in the other's look."""
    name = str(one.get("name", ""))
    known = member_of(name, members)
    if known:
        return known
    words = set(name.lower().split())
    return next((member for member in members if words and words <= _words(member)), None)


def _words(member: Member) -> set[str]:
    return {word.strip(".,;:") for word in f"{member.phrase} {member.said}".lower().split()}


def _recognised(scene: Any, members: Sequence[Member], twins: Mapping[str, str]) -> Any:
    if not isinstance(scene, Mapping):
        return scene
    text = " ".join(str(scene.get(name) or "") for name in ("action", "start_prompt", "end_prompt", "motion_prompt"))
    listed = scene.get("cast")
    names = [str(one).removeprefix("@") for one in listed] if isinstance(listed, list | tuple) else []
    cast = dict.fromkeys([*(twins.get(name, name) for name in names), *(one.name for one in named_in(text, members))])
    return {**scene, "cast": list(cast)}


# ------------------------------------------------------------ for pictures and clips


def shown_in(film: Film, scene: Scene, *texts: str) -> tuple[Member, ...]:
    """Whom a picture of a scene shows: those its words name, then the others of the scene's cast."""
    members = film.settings.cast
    if not members:
        return ()
    found = [*named_in(" ".join(texts), members), *(one for name in scene.cast if (one := member_of(name, members)))]
    return tuple({member.name: member for member in found}.values())


def pictured(film: Film, scene: Scene, text: str) -> str:
    """A scene's words for a picture, names as words."""
    return described(text, film.settings.cast)


def looks_of(film: Film, scene: Scene, text: str) -> list[str]:
    """How those of the scene's cast look whom its words do not name."""
    said = {member.name for member in named_in(text, film.settings.cast)}
    others = [member for member in shown_in(film, scene) if member.name not in said and member.look]
    return [f"{member.again[:1].upper()}{member.again[1:]}: {member.phrase}." for member in others]


def references(film: Film, scene: Scene, text: str, *, room: int) -> dict[str, str]:
    """Reference pictures by name for a recipe's inputs, as many as there is room for: first one of each, then more."""
    members = shown_in(film, scene, text)
    longest = max((len(member.pictures) for member in members), default=0)
    turns = [(member, number) for number in range(longest) for member in members if number < len(member.pictures)]
    return {f"@{one.name}{PICTURE}{number + 1}": one.pictures[number].digest for one, number in turns[: max(0, room)]}


def room_beside(caps: Caps | None, *, frames: bool = False) -> int:
    """How many reference pictures of the cast a model takes: one place is the start picture's; of a clip, which always
    begins on a picture, none unless it takes both."""
    if caps is None:
        return 0
    return caps.references - 1 if not frames else caps.references if caps.refs_with_frames else 0


def alike(found: Mapping[str, str], film: Film) -> str:
    """A sentence about reference pictures; '' without any."""
    names = dict.fromkeys(name[1:].partition(PICTURE)[0] for name in found)
    said = [member.again for name in names if (member := member_of(name, film.settings.cast))]
    return ALIKE.format(names=_listed(said)) if said else ""


def _listed(names: Sequence[str]) -> str:
    text = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return text[:1].upper() + text[1:]


def cast_refs(recipe: Recipe) -> tuple[Ref, ...]:
    """The reference pictures of a recipe."""
    names = sorted(name for name in recipe.inputs if name.startswith("@"))
    return tuple(Ref(use="reference", digest=recipe.inputs[name], mime=PNG) for name in names)


# ------------------------------------------------------------ for what is heard and read


def line_of(film: Film, line: str) -> str:
    """A line as it is spoken and captioned."""
    return spoken(line, film.settings.cast)


def voice_of(film: Film, scene: Scene, language: str = "") -> str:
    """Who speaks a scene's line: as the scene says, else the one whom the line names, else the film's narrator, in a
    further language its own where one is chosen."""
    speaker = speaker_of(scene.narration, film.settings.cast)
    narrator = film.settings.voices.get(language, "") if language != film.language else ""
    return scene.voice or (speaker.voice if speaker else "") or narrator or film.settings.voice


def read_board(film: Film, board: Storyboard) -> Storyboard:
    """The storyboard with its words on screen as they are read."""
    if not film.settings.cast:
        return board
    return board.with_scenes(scene.model_copy(update={"words": line_of(film, scene.words)}) for scene in board.scenes)
