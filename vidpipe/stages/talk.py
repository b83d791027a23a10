"""A person's turn in the talk about the brief → the answer to it. Asked for by who talks, never by the film's plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.brief import Part
from vidpipe.film.catalogue import Role
from vidpipe.film.project import Film
from vidpipe.film.source import Material
from vidpipe.film.talk import Talk
from vidpipe.library.prompts import original
from vidpipe.ports import Draft, Need, Request, Result
from vidpipe.recipe import Recipe, canonical
from vidpipe.take import Take

PLAIN = "text/plain"
OUTLINE = 12
FORM = (
    "After your words write a line with only --- and then one JSON object with what the person said so far, in their "
    'own words, leaving out what they did not speak of: {"product": "", "audience": "", "messages": [""], "tone": "", '
    '"style": "", "call": "", "asks": "the part that you just asked for"}'
)
"""How the answer is read: it stands under whatever words a film has for the talk."""


class TalkStage:
    name, step, title = "talk", "brief", "Talk about the brief"
    version, order, side = 1, 6, True
    role: Role | None = Role.TEXT

    def slots(self, film: Film) -> Sequence[str]:
        return ()

    def needs(self, film: Film, slot: str) -> Sequence[Need]:
        return ()

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe:
        raise LookupError("a talk is no part of a film's plan")

    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request:
        messages = recipe.params["messages"]
        said = "\n".join(one["content"] for one in messages if one["role"] != "system")
        told = "\n".join(one["content"] for one in messages if one["role"] == "system")
        return Request(
            role=Role.TEXT, task="talk", system=told, prompt=said, data={"messages": messages}, sample=recipe.sample
        )

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft:
        text = result.text.strip()
        if not text:
            raise ProviderError(Kind.INVALID, "The answer was empty", remedy="Ask again.", billed=True)
        return Draft(mime=PLAIN, data=text.encode())


def recipe_of(talk: Talk, model: str, source: Material | None = None, *, own: str = "") -> Recipe:
    """The recipe of the answer to a talk's newest turn; `own` are the film's words in place of the original ones."""
    params = {"messages": messages(talk, source, own=own)}
    return Recipe(stage=STAGE.name, version=STAGE.version, model=model, params=params)


def messages(talk: Talk, source: Material | None = None, *, own: str = "") -> list[dict[str, str]]:
    """The talk for a model: what it is to do, what the brief holds by now, and what was said."""
    spoken = [{"role": "user" if turn.who == "person" else "assistant", "content": turn.text} for turn in talk.turns]
    return [
        {"role": "system", "content": f"{own or original(STAGE.name).system}\n{FORM}"},
        {"role": "system", "content": canonical(state_of(talk, source))},
        *spoken,
    ]


def state_of(talk: Talk, source: Material | None = None) -> dict[str, Any]:
    """What the brief holds, as data; of what was brought its title and headings."""
    known = {part.value: talk.value(part) for part in Part if part in talk.known}
    brought = {"title": source.called, "headings": list(source.headings[:OUTLINE])} if source else {}
    return {
        "known": known,
        "asks": talk.asks.value if talk.asks else "",
        "kind": talk.kind.value if talk.kind else "",
        "language": talk.language,
    } | ({"source": brought} if brought else {})


STAGE = TalkStage()
"""The stage as the registry finds it."""
