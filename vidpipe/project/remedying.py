"""What a person does about a refusal or a doubt, and how a take is gone on from: each with its price before it.

Every try that follows is an attempt of its own, with its own cost.
"""

from collections.abc import Iterable

from vidpipe.engine.ladder import PICTURE, TOP, next_rung
from vidpipe.engine.lookup import look_up
from vidpipe.engine.offers import Case, Offers, offers
from vidpipe.engine.pricing import Prices
from vidpipe.errors import BadInput, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.revising import changed
from vidpipe.film.slot import STORYBOARD, keyframe, parse
from vidpipe.project.directing import Directing, said
from vidpipe.recipe import base_of
from vidpipe.take import Attempt, Decision, Phase, SlotView, State, Take, Verb


class Remedying(Directing):
    """Remedies, edits and extensions."""

    def offers(self, slot: str) -> Offers:
        """What can be done about a slot as it stands, with prices. Writes and asks nothing. Raises NotFound."""
        self._view(slot)
        return offers(self._outside, self._read()[1], slot, unknown=self._unknown(slot))

    # ------------------------------------------------------------ refusals

    def soften(self, slot: str, rung: int | None = None, *, wake: bool = True) -> int:
        """Climb the ladder of a refused clip: 1 the same words once more, 2 gentler words, 3 a gentler end picture
        first. Without a number the next one. Returns the rung. Rung 0 goes back to its own words and makes nothing.

        Without `wake` nobody begins: `finish` does. Raises NotFound, BadInput, and Refused where nothing was refused,
        or the ladder is off or at its top.
        """
        view = self._view(slot)
        if rung == 0:
            self._decide([self._decision(each, Verb.SOFTEN, value="0") for each in self._softened(slot)])
            return 0
        climb = self._climb(view, rung)
        slots = [keyframe(parse(slot).scene, "end"), slot] if climb >= PICTURE else [slot]
        for each in slots:
            self._free(each)
        self._decide([self._decision(each, Verb.SOFTEN, value=str(climb)) for each in slots])
        self._go(slots, wake=wake)
        return climb

    def _climb(self, view: SlotView, rung: int | None) -> int:
        """The rung to climb. Raises BadInput, Refused."""
        following = next_rung(self.settings.ladder, view)
        if rung is not None and not 1 <= rung <= TOP:
            raise BadInput(f"The ladder has no rung {rung}", remedy=f"It has 1 to {TOP}; 0 goes back to its own words.")
        if parse(view.slot).name != "clip" or view.state is not State.BLOCKED:
            raise Refused(f"{view.slot} is no clip that was refused", remedy="Redo it, or ask for another take.")
        if self.settings.ladder == "off":
            raise Refused("The ladder is off for this film", remedy="Set it to ask or auto, or reword the scene.")
        if not following and rung is None:
            raise Refused(f"{view.slot} is at the top of the ladder", remedy="Reword it, or choose another model.")
        return rung if rung is not None else following

    def _softened(self, slot: str) -> list[str]:
        """The clip and its end picture, as far as the ladder holds for them."""
        rungs = self._read()[1].film.rungs
        return [each for each in (keyframe(parse(slot).scene, "end"), slot) if each in rungs]

    def leave_out(self, slot: str, name: str = "") -> None:
        """Make it without one of its inputs, as `end keyframe` of a clip; without a name, with all of them again.

        Raises NotFound, Refused.
        """
        self._free(slot)
        known = [offer.name for offer in self.offers(slot).drops]
        if name and name not in known:
            raise Refused(f"{slot} cannot be made without its {name}", remedy="Reword it, or choose another model.")
        self._decide([self._decision(slot, Verb.LEAVE, value=name)])
        self._go([slot])

    def make_with(self, slot: str, model: str) -> None:
        """Have another model make this scene's pictures or clip, and make this one now. Raises NotFound, Refused."""
        self._free(slot, model=model)
        case = Case(self._outside, self._read()[1], self._view(slot), Prices(self._outside))
        scene, role = case.scene, case.stage.role
        known = [caps.id for caps in case.film.catalogue.values() if caps.role is role]
        if scene is None or role is None or model not in known:
            raise Refused(f"{model} cannot make {slot}", remedy=f"Models: {', '.join(known) or 'none is here'}.")
        approved = self.overview.scenes[case.place].approved
        self.revise(lambda board: changed(board, scene.id, models={**board.scene(scene.id).models, role.value: model}))
        if approved:
            self.approve(slot=STORYBOARD, part=f"scene/{scene.id}")
        self._go([slot])

    # ------------------------------------------------------------ doubts

    def look_up(self, slot: str, *, wake: bool = True) -> bool:
        """Look at the provider for what it was asked and never answered. Found: it is gone on from, nothing is paid
        twice. Not there: it was not charged, and nothing is made by itself. Raises NotFound, Refused, ProviderError.
        """
        view = self._view(slot)
        unknown = self._unknown(slot)
        if unknown is None:
            raise Refused(f"Nothing is uncertain about {view.slot}", remedy="Look at the film again.")
        ticket = look_up(self._outside, unknown)
        if ticket is None:
            self._store.settle(self.id, slot, charged=False, actor=self._shop.actor)
            return False
        found = self._store.take_over(unknown.id, ticket, actor=self._shop.actor)
        if wake:
            self.wake()
        return found

    def _unknown(self, slot: str) -> Attempt | None:
        """The newest try of which nobody knows how it ended."""
        unknown = [a for a in self._read()[0].attempts if a.slot == slot and a.phase is Phase.UNKNOWN]
        return unknown[-1] if unknown else None

    # ------------------------------------------------------------ going on from a take

    def edit_picture(self, slot: str, instruction: str, *, wake: bool = True) -> None:
        """Have the picture that is shown changed by an instruction; what comes is another take of it.

        It holds as long as nothing else that it is made from changes. Raises NotFound, BadInput, Refused.
        """
        text = said(instruction)
        if not text:
            raise BadInput("An edit needs an instruction", remedy="Say in a sentence what should change.")
        view = self._free(slot)
        if view.take is None or self.offers(slot).edit is None:
            model = view.recipe.model if view.recipe else "its model"
            raise Refused(f"{slot} cannot be edited by {model}", remedy="Choose a model that edits pictures.")
        self._decide([self._going_on(Verb.EDIT, view, view.take, reason=text)])
        self._go([slot], wake=wake)

    def extend_clip(self, slot: str, *, wake: bool = True) -> None:
        """Have the clip that is shown gone on with, up to the length its scene has now. Raises NotFound, Refused."""
        view = self._free(slot)
        if view.take is None or self.offers(slot).extend is None:
            raise Refused(f"{slot} cannot be made longer as it is", remedy="Redo it: then it has its scene's length.")
        self._decide([self._going_on(Verb.EXTEND, view, view.take)])
        self._go([slot], wake=wake)

    def _going_on(self, verb: Verb, view: SlotView, take: Take, *, reason: str = "") -> Decision:
        basis = base_of(view.recipe).key if view.recipe else ""
        job = self._job(take) if verb is Verb.EXTEND else ""
        return self._decision(view.slot, verb, value=f"{take.digest} {basis} {job}".strip(), reason=reason)

    def _job(self, take: Take) -> str:
        """The job that made a take, '' where it is not known: as its provider said, else as it was ticketed here."""
        attempt = self._store.attempt(take.attempt) if take.attempt else None
        name = str(take.meta.get("job") or ((attempt.ticket or {}).get("id", "") if attempt else ""))
        return "" if any(sign.isspace() for sign in name) else name

    # ------------------------------------------------------------ shared

    def _free(self, slot: str, *, model: str = "") -> SlotView:
        """The slot, where its model, or another, may be asked for another take. Raises NotFound, Refused."""
        view = self._view(slot)
        if self._outside.stage(view.stage).role not in (Role.IMAGE, Role.VIDEO):
            raise Refused(f"{slot} is not made by a model for pictures", remedy="Change what it is made from.")
        if view.locked:
            raise Refused(f"{slot} is locked", remedy="Unlock it first.")
        if view.state in (State.QUEUED, State.RUNNING):
            raise Refused(f"{slot} is being made", remedy="Wait for it, or call it off first.")
        if model:
            self._shop.need_keys([model])
        else:
            self._need_keys([slot], again=True)
        return view

    def _go(self, slots: Iterable[str], *, wake: bool = True) -> None:
        """Make these, whatever the film's wish, and nothing else that is stale."""
        named = list(slots)
        self._ask_again(named)
        self._decide([self._consent(slot) for slot in named])
        if wake:
            self.wake()
