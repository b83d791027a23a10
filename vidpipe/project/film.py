"""One film in the making, as pages, commands and notebooks use it: read it, decide about it, run it, change it."""

from vidpipe.project.going import Going
from vidpipe.project.sheet import sheet_of


class Project(Going):
    """One film in the making. Everything is read afresh; acts write decisions and wishes, workers do the work."""

    def _repr_html_(self) -> str:
        """The film as a sheet, in a notebook: storyboard, keyframes, clips, cut."""
        return sheet_of(self._shop, self.overview, self.cut or self.animatic)
