"""Which of a film's cuts is meant: its own, or that of a version by what a person calls it."""

from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.delivery import Preset
from vidpipe.film.version import CutName, cut_name, cuts, meant, own_cut
from vidpipe.project.reading import Reading
from vidpipe.take import SlotView, Take


class Cuts(Reading):
    """The film's cuts. A version is named as `9:16`, `9:16 draft`, or by its slot; '' is the film's own cut."""

    def _cut_view(self, version: str = "") -> SlotView | None:
        """The cut that is meant; None where the film is not written yet and nobody named a version.

        Raises NotFound, and BadInput where a name fits several.
        """
        slots = self._read()[1].slots
        found = meant(version, slots)
        if not found and not version:
            return None
        if not found:
            raise NotFound(f"The film has no version {version!r}", remedy=self._remedy())
        if len(found) > 1:
            names = " and ".join(self._named_cut(name) for name in found)
            raise BadInput(f"{version!r} may mean {names}", remedy="Say draft or final, or the language, with it.")
        return slots[found[0]]

    def _made_cut(self, view: SlotView | None) -> Take:
        """The take of a cut that is what the film is now. Raises Refused."""
        if view is None or view.take is None or not view.fresh:
            raise Refused("There is no finished cut", remedy=f"Make it with: vidpipe resume {self.id}.")
        return view.take

    def _remedy(self) -> str:
        known = [self._named_cut(name) for name in cuts(self._read()[1].slots)]
        there = f"It has its own {known[0]}" + (f" and {', '.join(known[1:])}" if known[1:] else "") if known else ""
        return f"{there}{'. ' if there else ''}Add one with: vidpipe versions {self.id} --add 9:16."

    def _named_cut(self, slot: str) -> str:
        name = cut_name(slot)
        return name.titled(self._read()[1].film.language) if name else slot

    def _cut_for(self, preset: Preset, version: str = "") -> SlotView | None:
        """The cut that a platform gets: the one that is named, else the film's own, or a finished version where its
        shape is one of the platform's and the own cut's is not."""
        if version:
            return self._cut_view(version)
        slots = self._read()[1].slots
        own, ratios = own_cut(slots), [shape.ratio for shape in preset.shapes]
        if own is None or _name(own).ratio in ratios:
            return own
        spoken = [view for view in cuts(slots).values() if _name(view).language == _name(own).language]
        made = [view for view in spoken if view.take and view.fresh and _name(view).ratio in ratios]
        return min(made, key=lambda view: (ratios.index(_name(view).ratio), -_pixels(view)), default=own)


def _name(view: SlotView) -> CutName:
    return cut_name(view.slot) or CutName("", "", "")


def _pixels(view: SlotView) -> int:
    meta = view.take.meta if view.take else {}
    return int(meta.get("width", 0)) * int(meta.get("height", 0))
