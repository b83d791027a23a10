"""One film in the making, as pages, commands and notebooks use it: read it, decide about it, run it, change it."""

from vidpipe.project.beating import Beating
from vidpipe.project.briefing import Briefing
from vidpipe.project.captioning import Captioning
from vidpipe.project.casting import Casting
from vidpipe.project.looking import Looking
from vidpipe.project.mooding import Mooding
from vidpipe.project.previewing import Previewing
from vidpipe.project.remedying import Remedying
from vidpipe.project.reviewing import Reviewing
from vidpipe.project.rewording import Rewording
from vidpipe.project.sheet import sheet_of
from vidpipe.project.sounding import Sounding
from vidpipe.project.stemming import Stemming
from vidpipe.project.switching import Switching
from vidpipe.project.varying import Varying
from vidpipe.project.versioning import Versioning
from vidpipe.project.voicing import Voicing


class Project(
    Briefing,
    Mooding,
    Remedying,
    Switching,
    Rewording,
    Varying,
    Versioning,
    Reviewing,
    Sounding,
    Voicing,
    Stemming,
    Captioning,
    Beating,
    Casting,
    Previewing,
    Looking,
):
    """One film in the making. Everything is read afresh; acts write decisions and wishes, workers do the work."""

    def _repr_html_(self) -> str:
        """The film as a sheet, in a notebook: storyboard, keyframes, clips, cut."""
        return sheet_of(self._shop, self.overview, self.cut or self.animatic)
