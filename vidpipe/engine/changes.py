"""What differs between the film as it is and as a person approved it last. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vidpipe.engine.standing import Standing, parts_of
from vidpipe.film.slot import STORYBOARD, parse
from vidpipe.take import Change, Decision, SlotView

NAMES = {
    "frames": "length",
    "start_prompt": "start",
    "end_prompt": "end",
    "motion_prompt": "motion",
    "words": "words on screen",
    "models": "model",
}
"""What a person calls a field; the others are called as they are."""


def changes_since(standing: Standing, views: Sequence[SlotView], texts: Mapping[str, Any]) -> list[Change]:
    """The changes of these slots. Nothing, where a person has approved none of them yet."""
    board = standing.pick(STORYBOARD)
    scenes = [scene["id"] for scene in texts[board.digest]["scenes"]] if board and board.digest in texts else []
    approved = {view.slot: standing.approvals(view.slot) for view in views}
    if not any(approved.values()):
        return []
    found: list[Change] = []
    for view in views:
        if view.slot == STORYBOARD:
            found += _Script(standing, approved[view.slot], texts).changes()
        elif view.take and (what := _new(view.take.digest, approved[view.slot].get(""))):
            name = parse(view.slot).scene
            number = scenes.index(name) + 1 if name in scenes else None
            found.append(Change(slot=view.slot, part="", scene=number, what=(what,)))
    return found


def _new(digest: str, given: Decision | None) -> str:
    if given is None:
        return "new"
    return "" if given.value == digest else "another take"


class _Script:
    """The storyboard against what was approved of it, part by part."""

    def __init__(self, standing: Standing, approved: Mapping[str, Decision], texts: Mapping[str, Any]) -> None:
        self.standing, self.approved, self.texts = standing, approved, texts
        take = standing.pick(STORYBOARD)
        self.now = texts.get(take.digest) if take else None
        self.parts = parts_of(STORYBOARD, take.digest, self.now) if take and self.now else {}

    def changes(self) -> Iterator[Change]:
        if self.now is None or not self.approved:
            return
        then = self._approved_last()
        order = [scene["id"] for scene in self.now["scenes"]]
        before = [scene["id"] for scene in then["scenes"]] if then else []
        for part, says in self.parts.items():
            given = self.approved.get(part)
            number = order.index(part.partition("/")[2]) + 1 if part != "style" else None
            if given is None or given.value != says:
                what = self._what(part, given) if given else ("new",)
                yield Change(slot=STORYBOARD, part=part, scene=number, what=what)
        for name in before:
            if name not in order:
                yield Change(slot=STORYBOARD, part=f"scene/{name}", scene=None, what=("removed",))
        both = set(order) & set(before)
        if [name for name in order if name in both] != [name for name in before if name in both]:
            yield Change(slot=STORYBOARD, part="", scene=None, what=("order",))

    def _approved_last(self) -> Any:
        """The storyboard as it was shown when something of it was approved last."""
        newest = max(given.id for given in self.approved.values())
        take = self.standing.shown_at(STORYBOARD, newest)
        return self.texts.get(take.digest) if take else None

    def _what(self, part: str, given: Decision) -> tuple[str, ...]:
        now, then = _part(self.now, part), self._said(part, given.value)
        if then is None:
            return ("changed",)
        names = [name for name in sorted({*now, *then}) if now.get(name) != then.get(name)]
        return tuple(NAMES.get(name, name.replace("_", " ")) for name in names) or ("changed",)

    def _said(self, part: str, says: str) -> dict[str, Any] | None:
        """The part as it was approved, from the newest storyboard that has it so."""
        for take in reversed(self.standing.takes(STORYBOARD)):
            text = self.texts.get(take.digest)
            if text and parts_of(STORYBOARD, take.digest, text).get(part) == says:
                return _part(text, part)
        return None


def _part(text: Any, part: str) -> dict[str, Any]:
    if part == "style":
        return {**text["style"], "cast": text["cast"]}
    return next((scene for scene in text["scenes"] if f"scene/{scene['id']}" == part), {})
