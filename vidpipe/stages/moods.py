"""Brief → moods: a writer offers directions that the film could look like, and writes some again on request."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.errors import Corrupt, Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.film.mood import OFFERED, Direction, Directions, Mood, Moods
from vidpipe.film.project import Film
from vidpipe.film.slot import BRIEF, MOODS
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe, canonical
from vidpipe.stages.answer import AGAIN, check, draft_of, read_data, rows, shape_of
from vidpipe.stages.worded import besides, own_words, said
from vidpipe.take import Take

KEPT = "kept moods"
CODE = re.compile(r"^#[0-9a-fA-F]{6}$")
KNOWN = frozenset(Direction.model_fields)
MOST = 12
"""Keywords, and colours, of one direction."""
MIX = "mix/"
REWRITE = (
    "These directions are there: {keep}. Answer with {count} new ones, in this order: {asked}. None of them may look "
    "like one that is there, unless it is a mix of two. All that is known:\n{data}"
)


class MoodsStage:
    name, step, title = "moods", "moods", "Moods"
    version, order, side = 1, 12, False
    role: Role | None = Role.TEXT

    def slots(self, film: Film) -> Sequence[str]:
        return (MOODS,) if film.settings.moods and not film.settings.grid else ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return (Need(slot=BRIEF),)

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        asked, again = film.settings, film.mood_revision
        params = {
            "prompt": asked.prompt,
            "style": asked.style,
            "count": OFFERED,
            "seed": asked.seed,
        } | own_words(film, self.name)
        params |= {"changes": again.changes, "round": again.round} if again else {}
        digests = {"brief": inputs[BRIEF].digest} | ({KEPT: again.basis} if again else {})
        model = film.caps[Role.TEXT].id
        return Recipe(stage=self.name, version=self.version, model=model, params=params, inputs=digests)

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        data = moods_data(recipe, texts)
        words = said(recipe, self.name, mood_places(recipe, data))
        prompt = words.prompt
        if "changes" in recipe.params:
            own = besides(recipe, self.name, {"count": "", "data": ""})
            prompt = "\n".join(filter(None, (_rewriting(data), own)))
        data |= {"prompt": besides(recipe, self.name, {"count": "", "data": data["prompt"]})} if words.own else {}
        return Request(
            role=Role.TEXT,
            task="moods",
            system=words.system,
            prompt=prompt,
            data=data,
            answer=shape_of(Directions),
            seed=data["seed"],
            sample=recipe.sample,
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        data = read_data(result)
        answered = check(data | {"moods": [_tidy(row) for row in rows(data, "moods")]}, Directions).moods
        parts = list(recipe.params.get("changes", {}))
        wanted = len(parts) or recipe.params["count"]
        if len(answered) < wanted:
            message = f"The writer gave {len(answered)} directions of {wanted}"
            raise ProviderError(Kind.INVALID, message, remedy=AGAIN, billed=True)
        before = basis_of(recipe, texts) if parts else None
        return draft_of(_again(before, parts, answered) if before else _first(answered[:wanted]))


def _tidy(row: Mapping[str, Any]) -> dict[str, Any]:
    """A direction as answered, without colours that are no code and more words than there is room for: the answer is
    paid, and the rest is good."""
    lists = {name: row[name] for name in ("colours", "keywords") if isinstance(row.get(name), list)}
    good = {name: [one for one in found if name == "keywords" or CODE.match(str(one))] for name, found in lists.items()}
    return {name: value for name, value in row.items() if name in KNOWN} | {
        n: found[:MOST] for n, found in good.items()
    }


def moods_data(recipe: Recipe, texts: Mapping[str, Any]) -> dict[str, Any]:
    """What directions are written from, as data; of a rewriting what is there and what is asked of which."""
    asked = recipe.params
    data = {
        "brief": texts[recipe.inputs["brief"]],
        "prompt": asked["prompt"],
        "style": asked["style"],
        "count": asked["count"],
        "seed": asked["seed"] + recipe.sample,
    }
    parts = asked.get("changes")
    if not parts:
        return data
    there = [mood.plain() for mood in basis_of(recipe, texts).moods]
    return data | {
        "moods": there,
        "changes": [_change(part, note) for part, note in parts.items()],
        "count": len(parts),
        "round": asked["round"],
    }


def mood_places(recipe: Recipe, data: Mapping[str, Any]) -> dict[str, str]:
    """What fills the places of the words."""
    return {"count": str(data["count"]), "data": canonical(data)}


def basis_of(recipe: Recipe, texts: Mapping[str, Any]) -> Moods:
    """The directions that these go on from. Raises Corrupt when they are gone."""
    name = recipe.inputs[KEPT]
    if name not in texts:
        raise Corrupt("The moods to go on from are gone", remedy="Pick another take of the moods.")
    return Moods.model_validate(texts[name])


def _change(part: str, note: str) -> dict[str, Any]:
    """`mood/2` is another one in its place, `mix/1+3` one that is between two."""
    if part.startswith(MIX):
        return {"mix": [int(number) for number in part.removeprefix(MIX).split("+")], "note": note}
    return {"instead of": int(part.partition("/")[2]), "note": note}


def _rewriting(data: Mapping[str, Any]) -> str:
    names = {mood["number"]: f"“{mood['name']}”" for mood in data["moods"]}
    return REWRITE.format(
        keep=", ".join(names.values()),
        count=data["count"],
        asked="; ".join(_said(change, names) for change in data["changes"]),
        data=canonical(data),
    )


def _said(change: Mapping[str, Any], names: Mapping[int, str]) -> str:
    if "mix" in change:
        what = f"a mix of {' and '.join(names.get(number, str(number)) for number in change['mix'])}"
    else:
        what = f"another one instead of {names.get(change['instead of'], change['instead of'])}"
    return f"{what} ({change['note']})" if change["note"] else what


def _first(answered: Sequence[Direction]) -> Moods:
    return Moods(moods=tuple(_placed(one, number) for number, one in enumerate(answered, 1)))


def _placed(found: Direction, number: int, **more: Any) -> Mood:
    return Mood.model_validate({**found.plain(), "number": number, **more})


def _again(before: Moods, parts: Sequence[str], answered: Sequence[Direction]) -> Moods:
    """The directions with those named anew, and those that were mixed at the end; all others as they were."""
    moods = list(before.moods)
    for part, found in zip(parts, answered, strict=False):
        change = _change(part, "")
        if "mix" in change:
            number = max(mood.number for mood in moods) + 1
            moods.append(_placed(found, number, mixed=change["mix"]))
            continue
        moods = [_placed(found, m.number, extra=m.extra) if m.number == change["instead of"] else m for m in moods]
    return check({"moods": [mood.plain() for mood in moods]}, Moods)


STAGE = MoodsStage()
