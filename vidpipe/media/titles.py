"""All that is drawn on the film: its words, the captions of what is said, the logo. Moved in and out softly."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vidpipe.film.cut import CutPlan
from vidpipe.film.delivery import Box
from vidpipe.media import burned, typeset
from vidpipe.media.cards import Card, Ground, card_of
from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.lettering import paint
from vidpipe.media.mark import Mark, place, read_of
from vidpipe.media.overlay import Overlay, prepare
from vidpipe.media.place import Rect
from vidpipe.media.typeset import Setter

ENTER_SECONDS, LEAVE_SECONDS = 0.55, 0.35
Warn = Callable[[str], None]
Finds = Callable[[str], Path]


class Artist:
    """Draws what a plan has on the film's frames. `warn` hears of words that no font here can draw.

    `path` finds the logo; without it there is none.
    """

    def __init__(self, plan: CutPlan, size: Geometry, *, warn: Warn, path: Finds | None = None) -> None:
        self._size = size
        sheet = Sheet(plan, size, warn=warn, path=path)
        self._cards, self._mark = sheet.cards, sheet.mark
        self._burner = burned.Burner(plan, size, sheet.setter, sheet.standing) if sheet.standing else None

    def draw(self, frame: Frame, number: int) -> Frame:
        """The frame with what stands at film frame `number`; the same array where that is nothing."""
        for card in self._cards:
            passed = number - card.words.start
            if 0 <= passed < card.words.frames:
                frame = self._overlay(card, passed).over(frame)
        frame = self._mark.draw(frame, number) if self._mark else frame
        return self._burner.draw(frame, number) if self._burner else frame

    def _overlay(self, card: Card, passed: int) -> Overlay:
        rate, length = self._size.rate, card.words.frames
        enter = min(ENTER_SECONDS * rate, length / 3)
        leave = 0.0 if card.stays else min(LEAVE_SECONDS * rate, length / 3)
        delays = max(piece.delay for piece in card.pieces) * rate
        if enter + delays <= passed < length - leave:
            if card.kept is None:
                card.kept = self._drawn(card, passed, enter=enter, light=1.0)
            return card.kept
        light = min(1.0, (length - passed - 0.5) / leave) if leave else 1.0
        return self._drawn(card, passed, enter=enter, light=light)

    def _drawn(self, card: Card, passed: int, *, enter: float, light: float) -> Overlay:
        rate, left, top = self._size.rate, card.region[0], card.region[1]
        shares = [min(1.0, max(0.0, (passed + 1 - piece.delay * rate) / enter)) for piece in card.pieces]
        return prepare(paint(card, shares, light=light, height=self._size.height), self._size, left=left, top=top)


class Sheet:
    """Everything in its place: cards, then the logo's corner, then captions beside both."""

    def __init__(self, plan: CutPlan, size: Geometry, *, warn: Warn, path: Finds | None = None) -> None:
        emblem = read_of(plan, path)
        ground = Ground(plan, size, emblem if plan.logo and plan.logo.card else None)
        found = [card_of(words, ground, warn=warn) for words in plan.words]
        self.cards = [card for card in found if card is not None]
        self.mark = None
        if emblem and plan.logo and plan.logo.corner:
            box = place(emblem, plan.logo, size)
            self.mark = Mark(emblem, plan.logo, size, _away(self.cards, box))
        self.setter = Setter(plan.language, _others(plan) if plan.cues else ())
        self.standing = burned.stand(plan, size, self.setter, self._taken, warn) if plan.cues else []

    def _taken(self, start: int, end: int) -> Sequence[Rect]:
        cards = [card for card in self.cards if card.words.start < end and card.last > start]
        return [*(rect for card in cards for rect in card.stands), *([self.mark.box] if self.mark else [])]


def _away(cards: Sequence[Card], box: Rect) -> list[tuple[int, int]]:
    """When the mark gives way: to an end card, which has the logo itself, and to words in its place."""
    found = [card for card in cards if card.words.role == "end" or any(box.touches(rect) for rect in card.stands)]
    return sorted((card.words.start, card.last) for card in found)


def _others(plan: CutPlan) -> tuple[Any, ...]:
    """The fonts of this machine that captions need beside ours."""
    text = "".join(sorted({sign for cue in plan.cues for sign in cue.text}))
    return typeset.readable(text, plan.language).others


def placed(plan: CutPlan, size: Geometry, path: Finds | None = None) -> list[Box]:
    """Where a film's words and captions stand, each line in a box of its own, and its logo where `path` finds it."""
    sheet = Sheet(burned.timed(plan, {}, _unheard), size, warn=_unheard, path=path)
    lines = [
        Rect(one.left, one.top, one.left + one.fitted.width, one.top + one.fitted.height).share(card.words.role, size)
        for card in sheet.cards
        for one in card.pieces
    ]
    marks = [sheet.mark.box.share("logo", size)] if sheet.mark else []
    return [*lines, *marks, *burned.boxes(sheet.standing, size)]


def _unheard(message: str) -> None:
    """Places are asked for without anything being drawn."""
