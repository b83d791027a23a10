"""What endpoints are given: the workspace that this server serves, and the film that an address names."""

from typing import Annotated

from fastapi import Depends, Path, Request

from vidpipe.studio import Project, Studio


def _studio(request: Request) -> Studio:
    opened: Studio = request.app.state.studio()
    return opened


Opened = Annotated[Studio, Depends(_studio)]


def _film(
    studio: Opened, project: Annotated[str, Path(description="A film's id, or enough of its beginning")]
) -> Project:
    return studio.project(project)


Film = Annotated[Project, Depends(_film)]
