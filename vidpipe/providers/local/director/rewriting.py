"""Scenes of a storyboard written again where a person's notes ask for it: same id, same length, same part of the story.

A note changes what it speaks of; an empty one asks for another version of words and picture. All else stays as it was.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vidpipe.film.storyboard import Move, ShotSize
from vidpipe.library.lexicon import LANGUAGES
from vidpipe.library.lexicon import stage as staged
from vidpipe.library.structure import Beat, beats
from vidpipe.providers.local.director.altering import Drawn, altered, overwritten, said_of, sized, taken_apart
from vidpipe.providers.local.director.dice import Dice
from vidpipe.providers.local.director.lines import room_for
from vidpipe.providers.local.director.plot import Plot, decide
from vidpipe.providers.local.director.rows import Row
from vidpipe.providers.local.director.shots import (
    ROOM,
    SIZES,
    Prompts,
    Shot,
    motion,
    pairs_of_poses,
)
from vidpipe.providers.local.director.staging import Place
from vidpipe.providers.local.director.text import capital, flat, shortened, trimmed, word_count
from vidpipe.providers.local.director.things import Thing, kind_of
from vidpipe.providers.local.director.wishes import Wish, read_wish
from vidpipe.providers.local.director.wording import action, sentence, tags_of
from vidpipe.recipe import digest

OTHERS = 3
"""How many other lines are thought of before one is chosen, where a longer one is asked for."""
SHORTER, FEW = 0.6, 4
USUAL = (Move.PUSH_IN, Move.PAN_LEFT, Move.TRUCK_RIGHT, Move.PULL_OUT)


def rewrite(data: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The scenes kept, exactly, and those under `changes` written anew, in the order of `order` where it is given."""
    kept = [dict(scene) for scene in data.get("keep") or []]
    changes: Mapping[str, Any] = data["changes"]
    plot = decide(data, scenes=max(1, len(kept) + len(changes)))
    plot.narrator.said |= {str(scene.get("narration", "")) for scene in kept}
    again = _in_turn(plot, data, changes)
    listed = {str(scene["id"]): scene for scene in [*kept, *again]}
    order = [name for name in data.get("order") or () if name in listed]
    return {"scenes": [*(listed.pop(name) for name in order), *listed.values()]}


def _in_turn(plot: Plot, data: Mapping[str, Any], changes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One after the other: a scene that goes on from one written anew starts where that one ends now."""
    made: list[dict[str, Any]] = []
    ends: dict[str, str] = {}
    for name in _by_continuity(changes):
        scene = dict(changes[name]["scene"])
        if scene.get("continuity") == "continue":
            scene["start_prompt"] = ends.get(scene["start_prompt"], scene["start_prompt"])
        anew = rewrite_scene(plot, scene, str(changes[name].get("note") or ""), data)
        ends[str(changes[name]["scene"].get("end_prompt", ""))] = anew["end_prompt"]
        made.append(anew)
    return made


def _by_continuity(changes: Mapping[str, Any]) -> list[str]:
    """The ids such that a scene comes after the one that it goes on from."""
    ends = {str(change["scene"].get("end_prompt", "")): name for name, change in changes.items()}
    order: list[str] = []
    for name in changes:
        chain = [name]
        while (before := _before(changes[chain[-1]]["scene"], ends)) and before not in (*order, *chain):
            chain.append(before)
        order += [one for one in reversed(chain) if one not in order]
    return order


def _before(scene: Mapping[str, Any], ends: Mapping[str, str]) -> str:
    return ends.get(str(scene.get("start_prompt", "")), "") if scene.get("continuity") == "continue" else ""


def rewrite_scene(plot: Plot, scene: Mapping[str, Any], note: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """One scene as the note asks for it; with an empty note another version of it."""
    wish = read_wish(note)
    dice = _dice(scene, note, data)
    new = dict(scene)
    if wish.pictured:
        new |= _pictures(scene, wish, dice)
    row = _row(plot, new)
    if wish.pictured:
        new["action"] = _action(plot, scene, row, wish)
    new["narration"] = _line(plot, scene, row, wish, data)
    if wish.words is not None:
        card = (scene.get("card") or "caption") if wish.words else ""
        new |= {"words": shortened(wish.words, 160), "card": card}
    return new


def _dice(scene: Mapping[str, Any], note: str, data: Mapping[str, Any]) -> Dice:
    """Chance that is another for each round and for each version that there was before."""
    said = (
        data.get("seed"),
        data.get("round"),
        scene.get("id"),
        note,
        scene.get("start_prompt"),
        scene.get("end_prompt"),
    )
    return Dice(int(digest(repr(said).encode("utf-8", "replace"))[:12], 16))


# ---------------------------------------------------------------- the picture


def _pictures(scene: Mapping[str, Any], wish: Wish, dice: Dice) -> dict[str, Any]:
    before = taken_apart(str(scene["start_prompt"]))
    drawn = altered(before, wish) if wish.note else before
    camera = scene.get("camera") or {}
    size, move = ShotSize(camera.get("size", "medium")), Move(camera.get("move", "push in"))
    if not wish.note:
        size, move = _another_shot(scene, size, move, dice)
    size, move = sized(size, wish), wish.move or move
    goes_on = scene.get("continuity") == "continue" and not wish.anywhere
    frame = _Frame(_shot(drawn, size, move, str(scene.get("card") or "")), wish, str(scene["start_prompt"]), goes_on)
    prompts = _redrawn(frame, drawn, dice) if drawn.own else _reworded(frame, drawn)
    return {
        "start_prompt": prompts.start,
        "end_prompt": prompts.end,
        "motion_prompt": prompts.motion,
        "camera": {"move": move.value, "size": size.value},
        "continuity": "continue" if goes_on else "cut",
    }


def _another_shot(scene: Mapping[str, Any], size: ShotSize, move: Move, dice: Dice) -> tuple[ShotSize, Move]:
    """Another camera move; in a scene that goes on from another the size stays."""
    beat = _beat(scene)
    moves = [
        one for one in (*beat.moves, Move.PUSH_IN, Move.PAN_LEFT, Move.TRUCK_RIGHT, Move.PULL_OUT) if one is not move
    ]
    sizes = [one for one in (ShotSize.WIDE, ShotSize.MEDIUM, ShotSize.CLOSE) if one is not size]
    stays = scene.get("continuity") == "continue" or scene.get("card") == "end" or dice.chance("size", 0.5)
    return size if stays else dice.pick("sizes", sizes), dice.pick("moves", moves)


@dataclass(frozen=True)
class _Frame:
    """What is the same in both prompts of a scene. `goes_on` where it starts on the end of the one before."""

    shot: Shot
    wish: Wish
    old: str
    goes_on: bool

    def prompts(self, first: str, last: str, moving: str) -> Prompts:
        """Start and end with size, room for words, and what no table knows of the note."""
        room = f", {ROOM[self.shot.card]}" if self.shot.card in ROOM else ""
        tail = f"{room}.{''.join(f' {capital(part)}.' for part in self.wish.unread)}"
        later = f"{SIZES[self.shot.size]}, {staged()['after'][self.shot.move.value]}: {last}{tail}"
        begin = self.old if self.goes_on else f"{SIZES[self.shot.size]}: {first}{tail}"
        extra = f"; {', '.join(self.wish.unread)}" if self.wish.unread else ""
        return Prompts(begin if self.goes_on else capital(begin), capital(later), f"{moving.rstrip('.')}{extra}.")


def _redrawn(frame: _Frame, drawn: Drawn, dice: Dice) -> Prompts:
    """A prompt of the director's own, from its parts."""
    anew = not frame.wish.note
    if anew:
        drawn = _elsewhere(drawn, dice)
    elif not drawn.light:
        drawn = replace(drawn, light=dice.pick("light", staged()["lights"][drawn.time]))
    pose, then = _poses(frame.shot, drawn, dice, anew=anew, before=frame.old if frame.goes_on else "")
    first, last = (f"{drawn.who} {one} ".replace("  ", " ") if drawn.who else "" for one in (pose, then))
    scene = said_of(drawn)
    return frame.prompts(f"{first}{scene}", f"{last}{scene}", motion(frame.shot, pose, then))


def _reworded(frame: _Frame, drawn: Drawn) -> Prompts:
    """A prompt in anybody's words: these stay, but for what the note speaks against."""
    text = overwritten(frame.old, drawn, frame.wish) if frame.wish.note else _bare(frame.old.strip().rstrip("."))
    return frame.prompts(text, text, motion(frame.shot, "", ""))


def _bare(text: str) -> str:
    """Without the size that it may begin with."""
    return re.sub(rf"^(?:{'|'.join(SIZES.values())})(?:, a moment later[^:]*)?: ", "", text, flags=re.I)


def _elsewhere(drawn: Drawn, dice: Dice) -> Drawn:
    """Another spot of the same place, in another light."""
    phrases = [one.replace("{room}", drawn.room or "living room") for one in staged()["spots"][drawn.setting]]
    spots = [one for one in phrases if one != drawn.where.lower()]
    lights = [one for one in staged()["lights"][drawn.time] if one != drawn.light]
    return replace(drawn, where=dice.pick("spot", spots), light=dice.pick("light", lights))


def _shot(drawn: Drawn, size: ShotSize, move: Move, card: str) -> Shot:
    place = Place(drawn.setting, drawn.time, drawn.weather, drawn.ambient, drawn.palette, drawn.room, drawn.label)
    thing = _thing(drawn.who)
    stands = thing is not None and (drawn.setting == "studio" or thing.kind == "idea")
    return Shot(place, drawn.who, thing, size, move, card, stands)


def _thing(who: str) -> Thing | None:
    """Who is seen first, as far as poses depend on it."""
    if not who:
        return None
    first = who.partition(" and ")[0]
    kind, ident = kind_of(first)
    plural = not first.startswith(("a ", "an ", "the ")) and " and " not in who
    return Thing(first, ident, kind, first, first, first, plural=plural)


def _poses(shot: Shot, drawn: Drawn, dice: Dice, *, anew: bool, before: str) -> tuple[str, str]:
    """The pose there was where it still can be, else another."""
    pairs = pairs_of_poses(shot, before)
    if not pairs:
        return "", ""
    same = [pair for pair in pairs if drawn.pose in pair[:1]]
    if same and not anew:
        return same[0]
    return dice.pick("pose", [pair for pair in pairs if pair not in same] or pairs)


# ---------------------------------------------------------------- the words


def _beat(scene: Mapping[str, Any]) -> Beat:
    listed = beats()
    return listed.get(str(scene.get("beat"))) or listed["introduction"]


def _row(plot: Plot, scene: Mapping[str, Any]) -> Row:
    """The scene as the writers of lines and actions know scenes."""
    drawn = taken_apart(str(scene["start_prompt"]))
    row = Row(_beat(scene), 0, frames=int(scene["frames"]), who=drawn.who, narration=str(scene.get("narration", "")))
    row.place = Place(drawn.setting, drawn.time, drawn.weather, drawn.ambient, drawn.palette, drawn.room, drawn.label)
    hero = plot.hero if plot.hero and _is(plot.hero, drawn.who) else None
    row.thing = hero or _thing(drawn.who)
    row.continues = scene.get("continuity") == "continue"
    row.prompts = Prompts(str(scene["start_prompt"]), str(scene.get("end_prompt", "")), "")
    return row


def _is(thing: Thing, who: str) -> bool:
    return thing.english in who or bool(thing.id and kind_of(who.partition(" and ")[0])[1] == thing.id)


def _action(plot: Plot, scene: Mapping[str, Any], row: Row, wish: Wish) -> str:
    """What happens, for a person to read, with what no table knows of the note."""
    old = str(scene.get("action", ""))
    said = action(plot, row) if taken_apart(str(scene["start_prompt"])).own else old
    if _own_words(plot, old):
        said = old
    return shortened(" ".join([said, *(f"{capital(part)}." for part in wish.unread)]), 500)


def _own_words(plot: Plot, text: str) -> bool:
    """Whether the person's prompt says this itself."""
    plain = flat(text).rstrip(".!?… ").lower()
    return len(plain) > 12 and plain in flat(plot.reading.text).lower()


def _line(plot: Plot, scene: Mapping[str, Any], row: Row, wish: Wish, data: Mapping[str, Any]) -> str:
    """The narration that the note asks for; where it does not speak of it, the old one if that still fits."""
    old = str(scene.get("narration", ""))
    if wish.line is not None:
        return shortened(wish.line, 400)
    room = room_for(row.frames / int(data.get("rate") or 24))
    if "shorter" in wish.asks:
        return _shorter(plot, row, old)
    if "longer" in wish.asks:
        return _longer(plot, row, old, room)
    stays = bool(wish.note) and not (wish.anywhere or wish.shows or wish.without)
    if not old or stays or _own_words(plot, old):
        return old
    return _other_line(plot, row, room, old) or old


def _other_line(plot: Plot, row: Row, room: int, old: str, *, number: int = 0) -> str:
    if plot.language not in LANGUAGES or room < 2:
        return ""
    plot.narrator.said.add(old)
    return plot.narrator.line(
        plot.kind.value, row.beat.voice, tags_of(plot, row), room, key=f"again/{row.prompts.end}/{number}"
    )


def _shorter(plot: Plot, row: Row, old: str) -> str:
    """The line's first clauses where these stand alone, else another line, else its first words; four words stay."""
    if word_count(old) <= FEW:
        return old
    room = max(FEW - 1, int(word_count(old) * SHORTER))
    clauses = [old[: hit.start()] for hit in re.finditer(r"[.!?;:,—–…]", old) if word_count(old[: hit.start()]) <= room]
    if clauses and word_count(clauses[-1]) > 1:
        return sentence(clauses[-1])
    others = (_other_line(plot, row, most, old) for most in (room, word_count(old) - 1))
    return next((line for line in others if line), "") or sentence(trimmed(old, room).rstrip("…"))


def _longer(plot: Plot, row: Row, old: str, room: int) -> str:
    lines = [_other_line(plot, row, room, old, number=number) for number in range(OTHERS)]
    longest = max(lines, key=word_count)
    return longest if word_count(longest) > word_count(old) else old
