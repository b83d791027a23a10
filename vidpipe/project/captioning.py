"""Captions of a film as text, how they are burned in, and its logo."""

import tempfile
from pathlib import Path

from vidpipe.errors import BadInput, Refused
from vidpipe.film.caption import CORNERS, LEAST_OPACITY, STYLES, CaptionKind, Corner, Logo, Subtitles
from vidpipe.film.edit import Edit
from vidpipe.film.version import own_cut
from vidpipe.project.bringing import laid_down
from vidpipe.project.revising import Revising
from vidpipe.recipe import fingerprint
from vidpipe.take import Take, Verb

NO_FONT, NO_ROOM = "No font here draws", "There is no room for a caption"
"""How warnings of a cut begin that tell what was left out of it."""
SAMPLE_VERSION = 1
"""Counts up when captions would be drawn otherwise."""
CORNER_NAMES = ", ".join(corner or "none" for corner in CORNERS)


class Captioning(Revising):
    """What is drawn over the film beside words of scenes."""

    def burn_in(self, style: Subtitles) -> None:
        """Write narration into the picture in a style, or not at all (`off`). Raises BadInput, Busy."""
        if style not in STYLES:
            raise BadInput(f"There is no style of captions {style!r}", remedy=f"Say {', '.join(STYLES)}.")
        self.recut(lambda edit: _with(edit, subtitles=style))

    def spoken(self, kind: CaptionKind = "srt", *, words: bool = False, version: str = "") -> str:
        """The captions of the cut that is shown, or of a version of it, as SRT or VTT; `words` with a time for each.

        Raises BadInput for another kind, Refused where there is no cut or nobody says anything in it.
        """
        if kind not in ("srt", "vtt"):
            raise BadInput(f"Captions are not written as {kind!r}", remedy="Say srt or vtt.")
        view = self._cut_view(version)
        take = view.take if view else None
        if take is None:
            raise Refused("There is no cut yet", remedy=f"Make it with: vidpipe resume {self.id}.")
        if take.recipe.imported or not take.recipe.params.get("narration"):
            raise Refused("Nobody says anything in this film", remedy="Write narration into its scenes first.")
        return self._captions_of(take.recipe, kind, words=words)

    def bring_logo(self, data: bytes | Path, *, name: str = "") -> Logo:
        """A logo from a PNG, WebP or JPEG; it stands on the end card, or where the one before stood.

        Raises BadInput for another kind of file, MediaError for a damaged one, LimitReached, Busy.
        """
        from vidpipe.media.brought_logo import take_in_logo

        with tempfile.TemporaryDirectory(prefix="logo-", dir=self._store.scratch) as scratch:
            folder = Path(scratch)
            made = take_in_logo(laid_down(data, "picture", folder / "original"), folder=folder)
            digest = self._store.blobs.take_in(made.path, made.mime)
        self.recut(lambda edit: _with(edit, logo=_logo(edit, picture=digest)))
        return self.logo or Logo(picture=digest)

    def place_logo(
        self,
        *,
        card: bool | None = None,
        corner: Corner | None = None,
        size: str | None = None,
        opacity: int | None = None,
    ) -> None:
        """Say where the logo stands: on the end card, in a `corner` ('' for none) in a size, at an opacity in per cent.

        What is None stays as it is. Raises BadInput, Refused where there is no logo, Busy.
        """
        asked = {"card": card, "corner": corner, "size": size, "opacity": opacity}
        wanted = {name: value for name, value in asked.items() if value is not None}
        _check_place(corner, size, opacity)
        if self.logo is None:
            raise Refused("The film has no logo", remedy="Bring one first.")
        self.recut(lambda edit: _with(edit, logo=_logo(edit, **wanted)) if edit.logo else edit)

    def drop_logo(self) -> None:
        """Take the logo out. Raises Busy."""
        self.recut(lambda edit: _with(edit, logo=None))

    @property
    def logo(self) -> Logo | None:
        return self._read()[1].film.edit.logo

    def caption_sample(self, style: Subtitles, *, picture: str, text: str, wide: int = 640) -> str:
        """A picture of the film with a caption on it, drawn as in the cut, as the digest of a WebP; drawn once."""
        from vidpipe.media.sample import draw_sample

        film = self._read()[1].film
        colours = film.storyboard.style.colours if film.storyboard else ()
        told = {"style": style, "picture": picture, "text": text, "wide": wide, "colours": list(colours)}
        told |= {"language": film.language, "version": SAMPLE_VERSION}

        def draw() -> bytes:
            file = self._store.blobs.path(picture)
            return draw_sample(file, style, text=text, language=film.language, colours=colours, wide=wide)

        return self._once(fingerprint({"caption sample": told}), "image/webp", draw)

    def undrawable(self, text: str) -> str:
        """A sentence about text that no font here draws, '' where all of it can be drawn."""
        from vidpipe.media.typeset import undrawable

        return undrawable(text, self._read()[1].film.language)

    def lent_font(self, text: str) -> str:
        """A sentence about the fonts of this machine that draw a text beside ours, '' where none is needed."""
        from vidpipe.media.typeset import lent

        return lent(text, self._read()[1].film.language)

    @property
    def waits_for_font(self) -> bool:
        """Whether words were left out of the cut that is shown, and a font that draws them is here now."""
        take, board = self._cut_shown(), self.storyboard
        said = take.meta.get("warnings", ()) if take else ()
        if board is None or not any(str(text).startswith(NO_FONT) for text in said):
            return False
        return not self.undrawable(" ".join(f"{scene.narration} {scene.words}" for scene in board.scenes))

    def draw_missing(self) -> bool:
        """Have the cut made anew if `waits_for_font`, since its recipe knows nothing of fonts; whether it will be."""
        take = self._cut_shown()
        if take is None or not self.waits_for_font:
            return False
        newest = max(one.recipe.sample for one in self.takes(take.slot))
        self._decide([self._decision(take.slot, Verb.REROLL, value=str(newest + 1))])
        return True

    def _cut_shown(self) -> Take | None:
        own = own_cut(self._read()[1].slots)
        return own.take if own else None


def _with(edit: Edit, **fields: object) -> Edit:
    return Edit.model_validate(edit.model_dump() | fields)


def _logo(edit: Edit, **fields: object) -> Logo:
    """The edit's logo with fields changed; a new one needs its picture."""
    return Logo.model_validate((edit.logo.model_dump() if edit.logo else {}) | fields)


def _check_place(corner: str | None, size: str | None, opacity: int | None) -> None:
    if corner is not None and corner not in CORNERS:
        raise BadInput(f"A logo cannot stand {corner!r}", remedy=f"Say {CORNER_NAMES}.")
    if size is not None and size not in ("small", "medium"):
        raise BadInput(f"A logo is not {size!r}", remedy="Say small or medium.")
    if opacity is not None and not LEAST_OPACITY <= opacity <= 100:
        raise BadInput(f"A logo cannot be {opacity} % opaque", remedy=f"Say {LEAST_OPACITY} to 100.")
