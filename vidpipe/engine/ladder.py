"""The ladder of refusals: where a provider's policy refuses a clip, what is asked next, and how long that holds. Pure.

Rung 1 asks the same once more, 2 with gentler words, 3 makes the end picture anew with gentler words and then the clip.
A rung holds until a person changes the words or the model, and a take brings its own back when it is picked.
"""

from collections.abc import Mapping
from typing import Any, Literal

from vidpipe.engine.consent import by_person
from vidpipe.engine.standing import Standing
from vidpipe.film.slot import STORYBOARD, parse
from vidpipe.recipe import SOFTENED
from vidpipe.take import Decision, SlotView, State, Verb

SAME, GENTLER, PICTURE = 1, 2, 3
TOP = PICTURE
ALONE = GENTLER
"""The highest rung that is climbed without asking."""
PICTURED = ("start_prompt", "end_prompt")
MOVED = (*PICTURED, "motion_prompt", "action", "camera")
"""The fields of a scene that a picture, or a clip, is worded by."""


def rungs_of(standing: Standing, texts: Mapping[str, Any]) -> dict[str, int]:
    """The rung that is in force for each slot that has one."""
    slots = [*standing.spoken_of(Verb.SOFTEN), *standing.made_with(SOFTENED)]
    found = {slot: _rung(standing, texts, slot) for slot in dict.fromkeys(slots)}
    return {slot: rung for slot, rung in found.items() if rung}


def _rung(standing: Standing, texts: Mapping[str, Any], slot: str) -> int:
    newest = newest_of(standing, slot, Verb.SOFTEN)
    if newest is None or not _holds(standing, texts, slot, newest.id):
        return 0
    if newest.verb is Verb.SOFTEN:
        return int(newest.value)
    take = standing.take(int(newest.value))
    return int(take.recipe.params.get(SOFTENED, 0)) if take else 0


def newest_of(standing: Standing, slot: str, *verbs: Verb) -> Decision | None:
    """The newest of these decisions about a slot, or a person's later pick, which has its own take's terms."""
    said = [decisions[-1] for verb in verbs if (decisions := standing.told(slot, verb))]
    picked = standing.person_pick(slot)
    return max([*said, *([picked] if picked else [])], key=lambda decision: decision.id, default=None)


def _holds(standing: Standing, texts: Mapping[str, Any], slot: str, moment: int) -> bool:
    """Whether words and model of the slot are as they were when this decision was made."""
    asked = [note for note in standing.told(slot, Verb.NOTE) if note.id > moment]
    models = [change for change in standing.told("", Verb.CHANGE) if change.id > moment and "models" in change.value]
    if any(map(by_person, asked)) or models:
        return False
    then, now = standing.shown_at(STORYBOARD, moment), standing.pick(STORYBOARD)
    if then is None or now is None or then.digest == now.digest:
        return True
    return _worded(texts.get(then.digest), slot) == _worded(texts.get(now.digest), slot)


def _worded(board: Any, slot: str) -> dict[str, Any] | None:
    """What a scene's slot is worded by, and its own model; None where the scene is not there."""
    where = parse(slot)
    scene = next((scene for scene in (board or {}).get("scenes", ()) if scene["id"] == where.scene), None)
    if scene is None:
        return None
    names, role = (MOVED, "video") if where.name == "clip" else (PICTURED, "image")
    return {name: scene.get(name) for name in names} | {"model": scene.get("models", {}).get(role)}


def next_rung(ladder: Literal["off", "ask", "auto"], view: SlotView) -> int:
    """The rung that may be climbed from here: 0 where nothing was refused, the ladder is off or its top is reached."""
    refused = view.state is State.BLOCKED and parse(view.slot).name == "clip"
    return view.rung + 1 if refused and ladder != "off" and view.rung < TOP else 0


def climbed(view: SlotView, rung: int) -> Decision:
    """The decision that policy makes where the ladder is automatic."""
    return Decision(slot=view.slot, verb=Verb.SOFTEN, value=str(rung), actor="policy", reason=SAYS[rung])


SAYS = {
    SAME: "refused; asked once more with the same words",
    GENTLER: "refused; asked again with gentler words",
    PICTURE: "refused; asked again with a gentler end picture",
}
