"""The HTTP API noun by noun, with a real workspace behind it: talk, moods, library, languages, versions, files, lab."""

import base64
import io

import pytest
from PIL import Image
from starlette.testclient import TestClient

from vidpipe import Scene, Storyboard, Studio
from vidpipe.api import api
from vidpipe.cli.lab.cells import whole
from vidpipe.cli.models import _plain as model_of_cli
from vidpipe.cli.price import spent
from vidpipe.cli.providers import _plain as provider_of_cli

BOARD = Storyboard(
    scenes=(
        Scene(id="one1", frames=72, start_prompt="a lighthouse", narration="A light.", words="Light"),
        Scene(id="two2", frames=72, start_prompt="the sea", narration="The sea."),
    )
)


def png(colour: str = "red") -> str:
    held = io.BytesIO()
    Image.new("RGB", (48, 48), colour).save(held, "PNG")
    return base64.b64encode(held.getvalue()).decode()


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    with Studio(tmp_path_factory.mktemp("nouns")) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(studio):
    with TestClient(api(lambda: studio), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")
def film(studio):
    """A storyboard, and nothing made of it."""
    return studio.create("A lighthouse", storyboard=BOARD, quality="draft")


@pytest.fixture(scope="module")
def finished(studio):
    """A film of one scene with its cut, without a voice."""
    made = studio.create("A lamp", storyboard=Storyboard(scenes=BOARD.scenes[1:]), quality="draft", narration=False)
    made.run()
    return made


# ---------------------------------------------------------------- talk


def test_a_talk_fills_a_brief_and_ends_in_it(client, studio):
    said = client.post("/talks", json={"text": "An ad for a red mug for people who hike", "settings": {"duration": 6}})
    body = said.json()
    assert said.status_code == 201
    assert body["answer"]
    assert 0 < body["complete"] < 100
    at = f"/projects/{body['project']}/brief"
    after = client.post(f"{at}/turns", json={"text": "It should feel warm and last 8 seconds"}).json()
    assert after["complete"] > body["complete"]
    assert after["parts"]["length"]["value"] == "8 s"
    by_hand = client.patch(at, json={"parts": {"tone": "quiet"}, "kind": "story"}).json()
    assert by_hand["parts"]["tone"] == {"value": "quiet", "by": "hand"}
    assert by_hand["kind"] == "story"
    assert client.post(f"{at}/make", json={}).status_code == 200
    film = studio.project(body["project"])
    assert (film.brief.tone, film.settings.frames) == ("quiet", 192)
    assert client.get(at).json()["agreed"] is True
    assert film.overview.calls == 2, "nothing but the two answers was made"


@pytest.mark.parametrize(
    "body",
    [{"text": ""}, {"text": "x" * 5000}, {"text": "x", "no": 1}, {"address": "http://example.org/"}, {"files": 3}],
)
def test_a_turn_that_cannot_be_is_refused_and_nothing_is_begun(client, studio, body):
    before = len(studio.summaries())
    said = client.post("/talks", json=body)
    assert said.status_code == 422
    assert said.json()["remedy"]
    assert len(studio.summaries()) == before


# ---------------------------------------------------------------- moods


def test_moods_are_offered_changed_and_chosen(client, studio):
    film = studio.create("A lighthouse at dusk", moods=1, quality="draft", until="moods")
    film.run()
    at = f"/projects/{film.id}/moods"
    there = client.get(at).json()
    assert len(there["moods"]) == 3
    assert there["price"]["confidence"] == "free"
    picture = there["moods"][0]["pictures"]["mood/1/image/1"]
    assert picture["address"] == f"/app/static/blob/{picture['digest']}.png"
    assert client.patch(f"{at}/1", json={"name": "Dawn", "colours": ["#112233"]}).json()["moods"][0]["name"] == "Dawn"
    assert client.post(f"{at}/mix", json={"one": 1, "other": 2, "note": "calm", "start": False}).status_code == 200
    assert client.post(f"{at}/1/pictures", json={"name": "own.png", "base64": png()}).status_code == 201
    chosen = client.post(f"{at}/2/choose", json={}).json()
    assert chosen["chosen"] == 2
    assert film.mood.mood.number == 2
    gone = client.delete(f"{at}/3").json()["moods"]
    assert [row["number"] for row in gone] == [1, 2]


@pytest.mark.parametrize(
    ("verb", "where", "body", "status"),
    [
        ("post", "moods/reroll", {}, 409),
        ("post", "moods/mix", {"one": 1, "other": 1}, 409),
        ("patch", "moods/1", {}, 422),
        ("patch", "moods/x", {"name": "a"}, 422),
        ("put", "moods", {"pictures": 9}, 422),
        ("post", "moods/reroll", {"numbers": [10**9]}, 422),
    ],
)
def test_moods_that_are_not_there_are_refused(client, film, verb, where, body, status):
    said = getattr(client, verb)(f"/projects/{film.id}/{where}", json=body)
    assert said.status_code == status
    assert said.json()["message"]


# ---------------------------------------------------------------- library


def test_the_library_is_filled_and_a_film_takes_from_it(client, studio, film):
    assert client.post("/cast", json={"name": "Mug", "sort": "product", "look": "a red mug"}).status_code == 201
    said = client.post("/cast/mug/pictures", json={"name": "../../mug.png", "base64": png()}).json()
    assert said["pictures"][0]["name"] == "mug.png"
    assert client.patch("/cast/mug", json={"look": "a blue mug"}).json()["look"] == "a blue mug"
    seen = client.post(f"/projects/{film.id}/cast", json={"names": ["mug"], "preview": True}).json()
    assert (seen["cast"], seen["changed"]) == ([], False)
    taken = client.post(f"/projects/{film.id}/cast", json={"names": ["@mug"]}).json()
    assert taken["cast"][0]["look"] == "a blue mug"
    assert client.delete("/cast/mug/pictures/1").json()["pictures"] == []
    assert client.get(f"/projects/{film.id}/cast").json()["outdated"] == ["mug"]
    assert client.delete(f"/projects/{film.id}/cast/mug").json()["cast"] == []
    assert client.delete("/cast/mug").json() == {"cast": []}


def test_a_brand_is_kept_and_a_film_keeps_to_it(client, film):
    saved = client.put("/brands/Northlight", json={"colours": ["#A8480F"], "banned": ["sea"]}).json()
    assert saved["colours"] == ["#A8480F"]
    assert saved["logo"] is None
    assert client.put("/brands/Northlight/logo", json={"name": "l.png", "base64": png("blue")}).json()["logo"]["digest"]
    kept = client.put(f"/projects/{film.id}/brand", json={"name": "northlight"}).json()
    assert kept["brand"]["name"] == "Northlight"
    assert kept["banned"][0]["word"] == "sea"
    assert client.put(f"/projects/{film.id}/brand", json={}).json()["brand"] is None
    assert client.delete("/brands/Northlight").json() == {"brands": []}


@pytest.mark.parametrize(
    ("where", "body", "status"),
    [
        ("/cast", {"name": "../x"}, 422),
        ("/cast", {"name": "a\ud800"}, 422),
        ("/cast", {"name": "aa", "sort": "file"}, 422),
        ("/cast", {"name": "aa", "look": "x" * 3000}, 422),
        ("/cast/nobody/pictures", {"name": "a.png", "base64": png()}, 404),
        ("/cast/nobody/pictures", {"name": "a.png", "base64": "###"}, 422),
    ],
)
def test_the_library_takes_nothing_hostile(client, studio, where, body, status):
    text = str(body).replace("'", '"')
    said = client.post(where, content=text.encode(errors="surrogatepass"), headers={"content-type": "application/json"})
    assert said.status_code == status
    assert studio.assets.cast == ()


# ---------------------------------------------------------------- languages


def test_a_language_is_added_written_by_hand_and_removed(client, film):
    at = f"/projects/{film.id}/languages"
    assert client.get(f"{at}/es").json()["price"]["confidence"] == "free"
    added = client.put(f"{at}/es", json={"start": False}).json()
    assert added["own"] == "en"
    assert added["languages"][0]["missing"] == [1, 2]
    said = {"1": {"narration": "Una luz."}, "two2": {"narration": "El mar."}}
    lines = client.patch(f"{at}/es/lines", json={"lines": said, "start": False}).json()["languages"][0]["lines"]
    assert [line["told"]["narration"] for line in lines] == ["Una luz.", "El mar."]
    for body in ({"9": {"narration": "x"}}, {"1": {"title": "x"}}, {}):
        assert client.patch(f"{at}/es/lines", json={"lines": body, "start": False}).status_code in (404, 422)
    assert client.put(f"{at}/xx-none", json={}).status_code == 422
    assert client.delete(f"{at}/es").json()["languages"] == []
    assert client.delete(f"{at}/es").status_code == 404


# ---------------------------------------------------------------- versions, files, checks


def test_a_version_is_added_and_its_file_is_where_it_says(client, studio, finished):
    at = f"/projects/{finished.id}/versions"
    added = client.post(at, json={"aspect": "1:1", "fit": "blur", "start": False})
    assert added.status_code == 201
    assert added.json()["versions"][1]["file"] is None
    finished.finish()
    own, square = client.get(f"/projects/{finished.id}/files").json()["cuts"]
    assert (own["aspect"], square["aspect"], set(square["captions"])) == ("16:9", "1:1", {"srt", "vtt"})
    digest = square["file"].removeprefix("/app/static/blob/").removesuffix(".mp4")
    assert studio.media(digest)[0].stat().st_size == square["bytes"]
    assert client.delete(f"{at}/1:1").status_code == 200
    assert client.delete(f"{at}/own").status_code == 409
    assert client.post(at, json={"aspect": "7:9"}).status_code == 422


def test_a_film_is_looked_at_and_ticked_off(client, finished):
    at = f"/projects/{finished.id}"
    assert client.get(f"{at}/review").json()["findings"] is None
    found = client.post(f"{at}/review", json={}).json()["findings"]
    assert client.get(f"{at}/review").json()["findings"] == found
    ticks = client.get(f"{at}/validate", params={"preset": "tiktok"}).json()["presets"]["tiktok"]
    assert {"shape", "size"} <= {tick["key"] for tick in ticks}
    assert client.get(f"{at}/validate", params={"preset": "none"}).status_code == 422
    assert client.get("/presets").json()["presets"][0]["id"] == "master"


def test_stems_and_captions_say_where_they_are_or_why_not(client, finished, film):
    assert client.get(f"/projects/{finished.id}/files").json()["stems"] is None
    made = client.post(f"/projects/{finished.id}/stems", json={}).json()["stems"]
    assert set(made) == {"music"}
    assert made["music"].endswith(".wav")
    assert client.get(f"/projects/{finished.id}/files").json()["stems"] == made
    said = client.get(f"/projects/{finished.id}/captions", params={"kind": "vtt"})
    assert said.text.startswith("WEBVTT")
    assert said.headers["content-type"].startswith("text/vtt")
    assert client.get(f"/projects/{film.id}/captions").status_code == 409
    assert client.get(f"/projects/{finished.id}/captions", params={"kind": "exe"}).status_code == 422
    assert client.post(f"/projects/{film.id}/deliveries", json={"preset": "x"}).status_code == 409


# ---------------------------------------------------------------- workspace


def test_models_providers_and_money_are_told_as_by_the_command_line(client, studio):
    ready = {view.name: view.ready for view in studio.providers()}
    told = client.get("/models").json()["models"]
    assert told == [model_of_cli(caps, ready=ready[caps.provider]) for caps in studio.models()]
    assert {row["role"] for row in client.get("/models", params={"role": "video"}).json()["models"]} == {"video"}
    said = client.get("/providers").json()["providers"]
    assert said == [provider_of_cli(view) for view in studio.providers()]
    assert client.get("/spending").json() == spent(studio.spending(), (), [])
    assert {voice["language"][:2] for voice in client.get("/voices", params={"language": "es"}).json()["voices"]} <= {
        "es"
    }


def test_no_key_is_ever_told(client, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-1234567890")
    for where in ("/providers", "/models", "/openapi.json", "/spending"):
        assert "canary" not in client.get(where).text
    (there,) = [one for one in client.get("/providers").json()["providers"] if one["name"] == "openai"]
    assert there["key"] == "present"


# ---------------------------------------------------------------- lab


def test_a_grid_is_priced_run_and_its_winner_goes_into_a_film(client, studio, film):
    wanted = {"prompts": ["{thing} at dusk"], "values": [{"thing": "a fox"}, {"thing": "a mug"}]}
    assert client.post("/lab/price", json=wanted).json()["cells"] == 2
    made = client.post("/lab/grids", json={"grid": wanted, "start": False}).json()
    studio.lab.open(made["grid"]).run()
    there = client.get(f"/lab/grids/{made['grid']}").json()
    view = studio.lab.open(made["grid"]).view
    assert {name: there[name] for name in ("grid", "name", "results")} == {
        name: whole(view)[name] for name in ("grid", "name", "results")
    }
    assert there["cells"][1]["address"].endswith(".png")
    use = f"/lab/grids/{made['grid']}/cells/2/use"
    said = client.post(use, json={"project": film.id, "slot": "scene/one1/keyframe/start"})
    assert said.json()["digest"] == there["cells"][1]["digest"]
    assert client.post(use, json={"project": film.id, "slot": "music"}).status_code == 422
    assert client.post(use.replace("/2/", "/9/"), json={"project": film.id, "slot": "music"}).status_code == 404
    assert client.get("/lab/grids").json()["grids"][0]["grid"] == made["grid"]


# ---------------------------------------------------------------- money


@pytest.mark.parametrize(
    ("where", "body"),
    [
        ("/projects", {"prompt": "A cat", "settings": {"provider": "openai"}, "start": True}),
        ("/projects", {"prompt": "A cat", "settings": {"provider": "openai"}, "start": True, "agreed_usd": 0.01}),
        ("/lab/grids", {"grid": {"prompts": ["x"], "models": ["image.default"]}}),
        ("/lab/grids", {"grid": {"prompts": ["x"], "models": ["image.default"]}, "unpriced": True}),
    ],
)
def test_nothing_paid_is_begun_before_its_price_is_agreed_to(client, studio, where, body):
    before = len(studio.summaries()), len(studio.lab.history())
    said = client.post(where, json=body)
    assert said.status_code == 409
    assert said.json()["error"] == "price_not_agreed"
    assert said.json()["price"]["cost_usd"] > 0
    assert "agreed_usd" in said.json()["remedy"]
    assert (len(studio.summaries()), len(studio.lab.history())) == before


def test_a_paid_answer_of_a_talk_is_agreed_to_before_it_is_spoken(client, studio, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-asked")
    said = client.post("/talks", json={"text": "A cat", "settings": {"provider": "openai"}})
    assert said.json()["error"] == "price_not_agreed"
    assert all(studio.project(one.id).title != "A cat" for one in studio.summaries())


# ---------------------------------------------------------------- what the description says


def test_the_description_names_every_body_and_every_refusal(client):
    said = client.get("/openapi.json").json()
    for where, verbs in said["paths"].items():
        for verb, one in verbs.items():
            assert verb in ("get", "delete") or "requestBody" in one, (verb, where)
            assert one["responses"]["422"]["content"]["application/json"]["schema"]["$ref"].endswith("/Problem")


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/json", "origin": "https://evil.example"},
        {"content-type": "application/json", "origin": "null"},
        {"content-type": "application/json", "sec-fetch-site": "cross-site"},
    ],
)
@pytest.mark.parametrize("where", ["/cast", "/talks", "/lab/grids"])
def test_a_page_of_another_origin_can_ask_for_nothing(client, studio, where, headers):
    said = client.post(where, content=b'{"name": "spy", "text": "spy"}', headers=headers)
    assert said.status_code == 409
    assert studio.assets.cast == ()


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"x" * 1_100_000, 507), (b"[" * 200_000, 422), (b'{"agreed_usd": NaN}', 422), (b"\xff\xfe", 422), (b"[]", 422)],
)
def test_a_body_that_cannot_be_read_is_refused(client, film, content, status):
    said = client.post(f"/projects/{film.id}/start", content=content, headers={"content-type": "application/json"})
    assert said.status_code == status
    assert said.json()["remedy"]
    assert film.overview.calls == 0


def test_lines_and_voices_are_told_in_each_language(client, film):
    said = client.get(f"/projects/{film.id}/sound").json()
    assert [line["text"] for line in said["lines"]] == ["A light.", "The sea."]
    assert client.get(f"/projects/{film.id}/sound", params={"language": "fr"}).status_code == 404
    assert client.put(f"/projects/{film.id}/voices/fr", json={"voice": "x"}).status_code == 404
    fit = {"scene": "1", "how": "longer", "start": False}
    assert client.post(f"/projects/{film.id}/sound/fit", json=fit).status_code == 409
    assert client.post(f"/projects/{film.id}/sound/fit", json=fit | {"how": "louder"}).status_code == 422
