"""The façade of one film: read it, decide about it, run it, change it. `Project` is all of it, one file a theme.

reading → files, deciding → changing → revising → going → directing → film: each stands on those before.
Nothing below the façade imports it.
"""

from vidpipe.project.files import CutFile
from vidpipe.project.film import Project
from vidpipe.project.naming import new_id

__all__ = ["CutFile", "Project", "new_id"]
