"""The words that the stages say to models, as one film has them; what another wording would cost first."""

from dataclasses import replace

from pydantic import ValidationError

from vidpipe.engine import estimate
from vidpipe.engine.plan import plan
from vidpipe.errors import BadInput, Refused
from vidpipe.film.project import Settings, Wording
from vidpipe.film.wording import places
from vidpipe.library.prompts import Prompt, original
from vidpipe.project.revising import Revising
from vidpipe.stages.filling import NAMES, Filling, filling_of
from vidpipe.take import Preview, Verb

ANEW = ("brief", "storyboard")
"""Words that have the storyboard written anew, notes and all."""


class Rewording(Revising):
    """Stages' words, changed for this film."""

    def wording(self, name: str) -> Prompt:
        """A stage's words in this film: its own, else the original ones. Raises NotFound."""
        own, first = self.settings.prompts.get(name), original(name)
        return first.model_copy(update={"text": own.text, "system": own.system}) if own else first

    def filling(self, slot: str) -> Filling:
        """Which words a slot is made by, and what fills their places there.

        Raises NotFound, and Refused where there are none: a line of narration says just itself, a cut nothing.
        """
        view = self._view(slot)
        if view.stage not in NAMES:
            raise Refused(f"No words are said for {slot} but its own", remedy="Open a picture, a clip or the music.")
        records, now = self._read()
        if view.recipe is None:
            raise Refused(f"What {slot} is made from is not there yet", remedy="Run the film up to there first.")
        return filling_of(now.film, view, self._outside.world(records).texts)

    def reword(self, name: str, text: str | None = None, system: str | None = None) -> None:
        """Say other words for a stage; the original ones where neither is given. Nothing is made again by that alone.

        Raises NotFound, and BadInput for a place that there is not, one that is needed, and a brace alone.
        """
        before, first = self.settings, original(name)
        after = self._reworded(before, name, text, system)
        if after == before:
            return
        self._store.change(self.id, after, actor=self._shop.actor)
        if not first.text:
            return  # a talk is no part of what is made
        self._decide([self._decision("", Verb.CHANGE, "anew" if name in ANEW else "", f"{name} prompt")])

    def reword_preview(self, name: str, text: str | None = None, system: str | None = None) -> Preview:
        """What `reword` would make stale, and what making it again would cost. Writes nothing. Raises as it."""
        records, before = self._read()
        supposed = replace(records, settings=self._reworded(records.settings, name, text, system))
        return estimate.preview(self._outside, before, plan(supposed, self._outside.world(supposed)))

    def _reworded(self, settings: Settings, name: str, text: str | None, system: str | None) -> Settings:
        first, now = original(name), self.wording(name)
        kept = {other: own for other, own in settings.prompts.items() if other != name}
        if text is None and system is None:
            return settings.model_copy(update={"prompts": kept})
        own = checked(first, now.text if text is None else text, now.system if system is None else system)
        same = (own.text, own.system) == (first.text, first.system)
        return settings.model_copy(update={"prompts": kept if same else kept | {name: own}})


def checked(first: Prompt, text: str, system: str) -> Wording:
    """Words in place of the original ones. Raises BadInput."""
    try:
        own = Wording(text=text.replace("\r\n", "\n"), system=system.replace("\r\n", "\n"))
    except ValidationError as error:
        said = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise BadInput(f"These words cannot be used: {said}", remedy="Shorten or mend them and try again.") from error
    if not (own.text if first.text else own.system):
        raise BadInput(f"The {first.name} prompt says nothing", remedy="Write it, or take the original.")
    if own.system and not first.system:
        raise BadInput(f"Nothing reads instructions beside the {first.name} prompt", remedy="Say it in the prompt.")
    _check_places(first, own)
    return own


def _check_places(first: Prompt, own: Wording) -> None:
    known = ", ".join(f"{{{name}}}" for name in first.variables)
    used = places(own.text)
    for name in (*used, *places(own.system)):
        if name not in first.variables:
            raise BadInput(f"Nothing fills {{{name}}} in the {first.name} prompt", remedy=f"There are {known}.")
    for name in first.needed:
        if name not in used:
            what = first.variables[name]
            raise BadInput(
                f"The {first.name} prompt has no {{{name}}}", remedy=f"Put {{{name}}} where it is to stand: {what}."
            )
