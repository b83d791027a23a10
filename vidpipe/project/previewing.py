"""The preview of a cut that was changed: what there is to watch until its full picture is made."""

from vidpipe.project.files import Files
from vidpipe.recipe import digest
from vidpipe.take import Take


class Previewing(Files):
    """What stands in for the cut."""

    @property
    def cut_preview(self) -> Take | None:
        """The small film that shows the change; None while there is none, or nothing was changed."""
        ahead = self._read()[1].ahead
        return ahead.view.take if ahead and ahead.view.fresh else None

    def preview_subtitles(self) -> dict[str, str]:
        """SRT and VTT of the preview, as digests by kind; none where nothing is said."""
        take = self.cut_preview
        if take is None or not take.recipe.params.get("narration"):
            return {}
        return {kind: digest(path.read_bytes()) for kind, path in self._written(take.recipe)}
