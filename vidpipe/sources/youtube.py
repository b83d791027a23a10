"""The address of a video → where its public transcript lies, as its page says. Only the transcript is ever read."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from vidpipe.errors import BadInput
from vidpipe.sources.decoding import decoded, flat

HOSTS = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be")
NAME = re.compile(r"[\w-]{11}")
TRACKS = '"captionTracks":'
BRING = "Download its subtitles as an SRT or VTT file and bring that."


class YoutubeSource:
    name, title, order = "youtube", "A video's transcript (address)", 5
    apart, most = True, 8_000_000
    endings: tuple[str, ...] = ()

    def fits(self, head: bytes, ending: str) -> bool:
        return False

    def parse(self, data: bytes) -> dict[str, Any]:
        """`track` is the address of the transcript; `title` and `language` as the page says."""
        text, _ = decoded(data)
        at = text.find(TRACKS)
        if at < 0:
            raise BadInput("The video has no public transcript", remedy=BRING)
        try:
            tracks, _ = json.JSONDecoder().raw_decode(text[at + len(TRACKS) :])
        except (ValueError, RecursionError) as error:
            raise BadInput("The video's page cannot be read", remedy=BRING) from error
        found = [track for track in tracks if isinstance(track, dict)] if isinstance(tracks, list) else []
        own = [track for track in found if track.get("kind") != "asr"] or found
        if not own or not isinstance(own[0].get("baseUrl"), str):
            raise BadInput("The video has no public transcript", remedy=BRING)
        title = re.search(r'<meta\s+(?:name="title"|property="og:title")\s+content="([^"<>]{1,300})"', text[:400_000])
        return {
            "track": own[0]["baseUrl"],
            "language": str(own[0].get("languageCode") or "")[:12],
            "title": _unescaped(title.group(1)) if title else "",
        }


def _unescaped(text: str) -> str:
    import html

    return flat(html.unescape(text))[:160]


def video(address: str) -> str:
    """The id of the video that an address names; '' for any other address."""
    try:
        split = urlsplit(address)
    except ValueError:
        return ""
    if (split.hostname or "").lower() not in HOSTS:
        return ""
    parts = [part for part in split.path.split("/") if part]
    if (split.hostname or "").lower() == "youtu.be":
        named = parts[0] if parts else ""
    elif parts[:1] == ["watch"]:
        named = parse_qs(split.query).get("v", [""])[0]
    else:
        named = parts[1] if len(parts) > 1 and parts[0] in ("shorts", "embed", "live", "v") else ""
    return named if NAME.fullmatch(named) else ""


def page_of(name: str) -> str:
    return f"https://www.youtube.com/watch?v={name}&hl=en"


def transcript_of(track: str) -> str:
    """The address of a transcript as WebVTT. Raises BadInput where a page names any other place."""
    split = urlsplit(track)
    if split.scheme != "https" or split.netloc.lower() != "www.youtube.com" or split.path != "/api/timedtext":
        raise BadInput("The video's page names a transcript somewhere else, which is not fetched", remedy=BRING)
    return f"{track.partition('#')[0]}&fmt=vtt"


SOURCE = YoutubeSource()
