"""Film: storyboard, keyframes, clips, sound and cut of one film on one page, live while they are made."""

from vidpipe.ui import session
from vidpipe.ui.film.board import board
from vidpipe.ui.page import Page
from vidpipe.ui.trouble import lost

PAGE = Page(title="Film", icon="movie", order=20, zone="film")


def page() -> None:
    film = session.open_film()
    if film is None and session.open_id():
        lost("This film is not here.", "It was removed, or the address is not whole.")
    elif film is None:
        lost("No film is open.", "Choose one among the projects.")
    else:
        board(film)


page()
