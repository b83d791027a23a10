"""What pages say of a cast by name and of a brand. Pure."""

from collections.abc import Sequence

from vidpipe.film.brand import Banned
from vidpipe.film.cast import Member, member_of, named_in
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.take import Preview
from vidpipe.ui import words
from vidpipe.ui.view.board import about, pieces

SORTS = {"character": "Character", "product": "Product", "place": "Place"}
WHERE = {"narration": "what is said", "words": "the words on screen"}


def scenes_naming(board: Storyboard | None, member: Member) -> list[int]:
    """The numbers of the scenes that name somebody or have them in their cast."""
    scenes = board.scenes if board else ()
    return [number for number, scene in enumerate(scenes, 1) if _names(scene, member)]


def _names(scene: Scene, member: Member) -> bool:
    texts = (scene.action, scene.start_prompt, scene.end_prompt, scene.motion_prompt, scene.narration, scene.words)
    return bool(named_in(" ".join(texts), (member,))) or any(member_of(name, (member,)) for name in scene.cast)


def makes(price: Preview) -> str:
    """What a change would make again: `Makes again: 4 keyframes · $0.16.`, or that it makes nothing again."""
    named = pieces(price.stale) or ("brief" if price.stale else "")
    if not named:
        return "Nothing that is made has to be made again."
    return f"Makes stale: {named} · {about(price.micros, price.confidence)} to make again."


def banned(found: Sequence[Banned], board: Storyboard | None) -> list[tuple[str, str]]:
    """Where banned words stand: the place in words, and the scene's id."""
    numbers = {scene.id: number for number, scene in enumerate(board.scenes, 1)} if board else {}
    return [(f"“{one.word}” in {WHERE[one.where]} of scene {numbers.get(one.scene, '')}", one.scene) for one in found]


def holds(member: Member) -> str:
    """`Product, 2 pictures, a voice`."""
    told = [SORTS[member.sort]]
    told += [words.count(len(member.pictures), "picture")] if member.pictures else []
    return ", ".join([*told, *(["a voice"] if member.voice else [])])
