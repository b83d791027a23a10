"""The film for a platform on the cut page: what is off stands first, a file is made once, and its link is there."""

import threading
import time

import pytest
from overviews import digest, film, slot
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Status
from vidpipe.errors import MediaError, Stopped
from vidpipe.film.delivery import Tick
from vidpipe.project.delivering import Delivery
from vidpipe.take import State
from vidpipe.ui.cutting import delivering
from vidpipe.ui.view.delivery import kept, made, refused, reshaped, rows

CUT = "cut/16x9/en/draft"
ID = "aaaaaaaaaa"
GOOD = Tick(key="codec", name="Codec", says="H.264", good=True)
TOLD = Tick(key="bits", name="Bits", says="900 kbps", good=None)
SHAPE = Tick(key="shape", name="Shape", says="16:9 of 9:16", good=False, mended=True, act="Put right.")
LONG = Tick(key="length", name="Length", says="200 s, at most 180 s", good=False, act="Make it shorter.")
LATE = Tick(
    key="keyframes", name="Keyframes", says="every 2 s", good=False, must=False, mended=True, act="Only advised."
)


def text(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def ended(name: str) -> delivering.Job:
    """The job of this name, over."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        job = delivering.job(name)
        if job and job.over:
            return job
        time.sleep(0.01)
    raise AssertionError("it does not end")


@pytest.fixture
def opened(visit):
    """The cut page of a film with these ticks, a platform chosen."""

    def opened(*ticks: Tick, given: Delivery | None = None, state: State = State.APPROVED):
        whole = film(Status.COMPLETE, slots={CUT: slot(CUT, state)})
        app, studio = visit("cut", whole, project=ID)
        studio.films[ID].ticked["shorts"] = ticks
        if given:
            studio.films[ID].given["shorts"] = given
        app.query_params["project"] = ID
        app.query_params["preset"] = "shorts"
        app.run()
        assert not app.exception
        return app, studio

    return opened


def test_what_is_refused_stands_first_and_what_nobody_asks_last():
    found = rows([TOLD, GOOD, LATE, SHAPE, LONG])
    assert [row.kind for row in found] == ["failed", "mended", "advised", "passed", "told"]
    assert len({row.mark for row in found}) == len({row.word for row in found}) == 5


def test_what_is_kept_is_counted_of_what_is_asked():
    assert kept([TOLD, GOOD, LATE, SHAPE]) == "1 of 3 kept"
    assert refused([GOOD, LATE, SHAPE]) is None
    assert refused([GOOD, SHAPE, LONG]) is LONG
    assert reshaped([GOOD, SHAPE])
    assert not reshaped([GOOD, LATE])
    assert made("encoded", 4_200_000) == "Encoded once from the cut, 4.2 MB"


def test_without_a_platform_there_are_no_specs_and_without_a_cut_no_platforms(visit):
    app, studio = visit("cut", film(), project=ID)
    assert "Choose where the film goes" in text(app)
    assert "Specs" not in text(app)
    none = film(Status.AWAITING_APPROVAL, slots={CUT: slot(CUT, State.EMPTY)})
    app, studio = visit("cut", none, project=ID)
    assert "Deliver" not in text(app)
    assert studio.asked == []


def test_specs_say_what_is_off_and_the_file_is_made_by_one_click(opened):
    app, studio = opened(GOOD, SHAPE, LATE)
    assert "1 of 3 kept" in text(app)
    assert "Put right." in text(app)
    make = next(button for button in app.button if button.label == "Make the file · Free")
    make.click().run()
    name = next(name for name in delivering._jobs if name.startswith(f"{ID}/shorts/{digest(f'{CUT}#1')}"))
    assert ended(name).error == ("", "")
    (asked,) = [args for verb, args, _ in studio.asked if verb == "delivery"]
    options = next(kwargs for verb, _, kwargs in studio.asked if verb == "delivery")
    assert asked == ("shorts",)
    assert {key: options[key] for key in ("fill", "captions", "most_mb")} == {
        **{"fill": "blur", "captions": "none", "most_mb": None},
    }
    delivering.forget(name)


def test_a_film_that_a_platform_does_not_take_has_the_reason_in_place_of_the_act(opened):
    app, _ = opened(GOOD, LONG)
    assert "Shorts does not take this film: length 200 s, at most 180 s." in text(app)
    assert "Make it shorter." in text(app)
    assert "Make the file · Free" not in labels(app)


def test_a_cut_made_before_the_last_change_is_not_given_away(opened):
    app, _ = opened(GOOD, state=State.STALE)
    assert "Assemble it again first." in text(app)
    assert "Make the file · Free" not in labels(app)


def test_what_was_made_is_saved_under_the_name_of_film_and_platform(opened):
    given = Delivery(
        preset="shorts",
        digest=digest("made"),
        bytes=3_000_000,
        how="copied",
        ticks=(GOOD,),
        captions={"srt": digest("said")},
    )
    app, _ = opened(SHAPE, given=given)
    assert f"/{digest('made')}.mp4?save=a-cat-at-home-shorts" in text(app)
    assert f"/{digest('said')}.srt?save=a-cat-at-home-shorts" in text(app)
    assert "1 of 1 kept by the file" in text(app)
    assert "Make the file · Free" not in labels(app)


def test_one_name_is_made_once_at_a_time_and_another_waits():
    go, begun = threading.Event(), []

    def make(tell, halt):
        begun.append(1)
        tell(40)
        assert go.wait(20)

    first = delivering.begin("one", make)
    assert delivering.begin("one", make) is first
    second = delivering.begin("two", make)
    while not begun:
        time.sleep(0.01)
    assert second.waits or first.waits
    go.set()
    assert ended("one").percent == ended("two").percent == 40
    assert len(begun) == 2
    delivering.forget("one")
    assert delivering.job("one") is None
    delivering.forget("two")


def test_what_goes_wrong_is_told_and_what_is_stopped_is_not_an_error():
    def refuse(tell, halt):
        raise MediaError("Too few megabytes", remedy="Allow more.")

    delivering.begin("bad", refuse)
    assert ended("bad").error == ("Too few megabytes", "Allow more.")

    def wait(tell, halt):
        while not halt():
            time.sleep(0.01)
        raise Stopped("Stopped.")

    delivering.begin("long", wait).halt.set()
    assert ended("long").error == ("", "")
    for name in ("bad", "long"):
        delivering.forget(name)
