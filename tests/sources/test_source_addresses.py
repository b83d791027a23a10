"""An address is fetched by the one fetch alone; a video gives its public transcript and nothing else of it."""

import json
from pathlib import Path

import pytest
from source_files import PAGE, pdf

from vidpipe.errors import BadInput
from vidpipe.net.fetch import FetchFailed
from vidpipe.project.gathering import gather
from vidpipe.sources import youtube

VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\nA boat is built from old wood.\n\n01:10.000 --> 01:14.000\nThen it swims.\n"


class Web:
    """Answers by address; what nobody wrote down is not there."""

    def __init__(self, pages: dict[str, tuple[str, bytes]]) -> None:
        self.pages, self.asked = pages, []

    def __call__(self, address: str, into: Path, *, most_bytes: int, seconds: float, stopped) -> str:
        self.asked.append(address)
        if address not in self.pages:
            raise FetchFailed("It answered 404 instead of the file", status=404)
        mime, body = self.pages[address]
        into.write_bytes(body)
        return mime


def watch(tracks: object, title: str = "Boats &amp; more") -> bytes:
    said = json.dumps(tracks)
    return (
        f'<html><meta name="title" content="{title}"><script>var x = {{"captionTracks":{said},"z":1}}</script>'.encode()
    )


TRACK = "https://www.youtube.com/api/timedtext?v=abcdefghijk&lang=en"
PLACE = "https://www.youtube.com/watch?v=abcdefghijk&hl=en"


def test_a_page_by_its_address() -> None:
    web = Web({"https://example.org/miel": ("text/html", PAGE.encode())})
    found = gather("https://example.org/miel", fetch=web)
    assert (found.material.kind, found.material.title) == ("page", "La miel")
    assert found.material.address == "https://example.org/miel"
    assert web.asked == ["https://example.org/miel"]
    assert found.originals[0].data == PAGE.encode()


def test_a_pdf_by_its_address_whatever_the_server_claims() -> None:
    web = Web({"https://example.org/a?download=1": ("text/html", pdf([[(11, "Words on a page stand here.")]]))})
    assert gather("https://example.org/a?download=1", fetch=web).material.kind == "pdf"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://youtu.be/abcdefghijk?t=4",
        "https://m.youtube.com/shorts/abcdefghijk",
        "https://www.youtube.com/embed/abcdefghijk",
        "https://youtube.com/live/abcdefghijk?feature=share",
    ],
)
def test_a_video_s_transcript_by_its_address(address: str) -> None:
    tracks = [{"baseUrl": TRACK + "&kind=asr", "kind": "asr"}, {"baseUrl": TRACK, "languageCode": "en"}]
    web = Web({PLACE: ("text/html", watch(tracks)), f"{TRACK}&fmt=vtt": ("text/vtt", VTT.encode())})
    found = gather(address, fetch=web).material
    assert (found.kind, found.title, found.language) == ("youtube", "Boats & more", "en")
    assert found.passages[0].text.startswith("A boat is built")
    assert web.asked == [PLACE, f"{TRACK}&fmt=vtt"]


@pytest.mark.parametrize(
    ("tracks", "says"),
    [
        ([], "no public transcript"),
        ([{"baseUrl": "https://evil.example/api/timedtext"}], "somewhere else"),
        ([{"baseUrl": "https://www.youtube.com.evil.example/api/timedtext"}], "somewhere else"),
        ([{"baseUrl": "https://www.youtube.com@169.254.169.254/api/timedtext"}], "somewhere else"),
        ([{"baseUrl": "http://www.youtube.com/api/timedtext"}], "somewhere else"),
        ([{"baseUrl": "https://www.youtube.com/logout"}], "somewhere else"),
        ([{"baseUrl": 5}], "no public transcript"),
        ("none", "no public transcript"),
    ],
)
def test_a_video_without_a_transcript_says_so_and_nothing_else_is_fetched(tracks: object, says: str) -> None:
    web = Web({PLACE: ("text/html", watch(tracks))})
    with pytest.raises(BadInput, match=says) as refused:
        gather("https://youtu.be/abcdefghijk", fetch=web)
    assert "SRT or VTT" in refused.value.remedy
    assert web.asked == [PLACE]


def test_a_transcript_that_is_not_given_to_programs() -> None:
    web = Web({PLACE: ("text/html", watch([{"baseUrl": TRACK}])), f"{TRACK}&fmt=vtt": ("text/vtt", b"")})
    with pytest.raises(BadInput, match="not given to programs"):
        gather("https://youtu.be/abcdefghijk", fetch=web)


@pytest.mark.parametrize(
    "address", ["https://youtube.com.evil.org/watch?v=abcdefghijk", "https://youtu.be/", "https://youtube.com/feed"]
)
def test_other_addresses_are_no_videos(address: str) -> None:
    assert youtube.video(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a",
        "https://127.0.0.1/a",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/a",
        "https://[::1]/",
        "https://user:pass@example.org/",
        "https://example.org:8443/",
        "https://10.0.0.1/",
        "https://2130706433/",
    ],
)
def test_an_address_within_is_never_fetched(address: str) -> None:
    with pytest.raises((BadInput, FetchFailed)) as refused:
        gather(address)
    assert refused.value.remedy


def test_a_missing_file_and_an_unknown_name() -> None:
    for given in (Path("nowhere.pdf"), "nowhere.md", "file:///etc/passwd"):
        with pytest.raises(BadInput, match="no file"):
            gather(given)
