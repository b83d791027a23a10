"""The contract that every provider keeps: catalogue, planning, one answer or ticket, files that are what they say.

The paid ones are the real adapters over the real SDKs; all of them are asked at one far side.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.far import Far, serving
from fakes.media import png
from fakes.trial import KEYS, everybody
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library.models import retired
from vidpipe.media.ffmpeg import sniff
from vidpipe.media.probe import probe
from vidpipe.ports import Desk, Planned, Provider, Ref, Request, Result, Setup, Ticket
from vidpipe.providers.local.painter import kept_scene
from vidpipe.providers.registry import providers
from vidpipe.recipe import digest

PAID = ("google", "openai", "replicate")
SERVER_MODELS = ("writer", "image:painter", "speech:speaker")
NAMES = ("local", *PAID, "server")
KINDS = {Role.IMAGE: "image/", Role.VIDEO: "video/", Role.SPEECH: "audio/", Role.MUSIC: "audio/"}


def setup(address: str) -> Setup:
    return Setup(
        google_url=address,
        openai_url=f"{address}/v1",
        replicate_url=address,
        server_url=f"{address}/own/v1",
        server_models=SERVER_MODELS,
    )


def living(provider: Provider) -> list[Caps]:
    """The models that can be asked today."""
    return [caps for caps in provider.models() if retired(caps) != "gone"]


LIVING = [caps for provider in providers(setup("http://127.0.0.1:9")).values() for caps in living(provider)]
MODELS = [caps.id for caps in LIVING]


def models_of(role: Role) -> list[str]:
    return [caps.id for caps in LIVING if caps.role is role]


class Bench:
    """A desk with blobs in a folder, and the providers that work at it."""

    def __init__(self, folder: Path, known: dict[str, Provider], far: Far) -> None:
        self.folder, self.known, self.far = folder, known, far
        self.blobs: dict[str, Path] = {}
        self.seen: list[int] = []

    def model(self, name: str) -> tuple[Provider, Caps]:
        provider = self.known[name.partition("/")[0]]
        return provider, next(caps for caps in provider.models() if caps.id == name)

    def desk(self, name: str) -> Desk:
        place = self.folder / name
        place.mkdir()
        return Desk(folder=place, path=lambda known: self.blobs[known], progress=self.seen.append)

    def keep(self, path: Path, mime: str, use: str) -> Ref:
        name = digest(path.read_bytes())
        self.blobs[name] = path
        return Ref(use=use, digest=name, mime=mime)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def far() -> Iterator[Far]:
    with serving(*everybody()) as found:
        yield found


@pytest.fixture(scope="module")
def known(far: Far) -> dict[str, Provider]:
    return providers(setup(far.address))


@pytest.fixture
def bench(tmp_path: Path, far: Far, known: dict[str, Provider], monkeypatch: pytest.MonkeyPatch) -> Bench:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    far.jobs.clear()
    far.asked.clear()
    return Bench(tmp_path, known, far)


def ask(caps: Caps, bench: Bench, provider: Provider) -> Request:
    """A small request for any role."""
    small = {"width": 180, "height": 320, "seed": 5}
    if caps.role is Role.TEXT:
        data = {"prompt": "A lighthouse in a storm", "title": "", "kind": None, "style": "", "language": "", "seed": 5}
        said, answer = "The client wrote:\nA lighthouse in a storm", Brief.model_json_schema()
        return Request(role=Role.TEXT, task="brief", prompt=said, data=data, answer=answer, seed=5)
    if caps.role is Role.IMAGE:
        return Request(role=Role.IMAGE, task="keyframe", prompt="A lighthouse by the sea at dusk", **small)
    if caps.role is Role.VIDEO:
        refs = tuple(bench.keep(path, "image/png", use) for path, use in frames(bench, provider))
        return Request(role=Role.VIDEO, task="clip", prompt="The light turns", frames=24, rate=24, refs=refs, **small)
    if caps.role is Role.SPEECH:
        return Request(role=Role.SPEECH, task="narration", prompt="The light turns.", language="en")
    return Request(role=Role.MUSIC, task="music", prompt="calm", data={"mood": "calm"}, frames=96, rate=24, seed=5)


def frames(bench: Bench, provider: Provider) -> list[tuple[Path, str]]:
    """First and last frame: the local animator goes by what its own painter wrote into its pictures."""
    found = []
    for number, use in enumerate(("first", "last")):
        if provider.name == "local":
            painter = next(caps for caps in provider.models() if caps.role is Role.IMAGE)
            drawn = made(provider, painter, ask(painter, bench, provider), bench.desk(f"key{number}"))
            path = Path(drawn.outputs[0].path)
        else:
            path = bench.folder / f"key{number}.png"
            path.write_bytes(png(180, 320, 40 + number))
        found.append((path, use))
    return found


def made(provider: Provider, caps: Caps, request: Request, desk: Desk) -> Result:
    """The result, through a ticket where the provider gives one."""
    answer = provider.submit(caps, provider.plan(caps, request).request, desk)
    if isinstance(answer, Ticket):
        assert Ticket.model_validate(answer.plain()) == answer, "a ticket outlives the process"
        assert answer.provider == provider.name
        for _ in range(600):
            if provider.poll(answer).state == "done":
                return provider.fetch(answer, desk)
        pytest.fail("the job was never done")
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_is_the_port_and_its_models_are_its_own(name: str, bench: Bench) -> None:
    provider = bench.known[name]
    assert isinstance(provider, Provider)
    assert provider.recovery in ("idempotent", "lookup", "ask")
    ids = [caps.id for caps in provider.models()]
    assert ids
    assert len(set(ids)) == len(ids)
    assert all(caps.provider == provider.name and caps.price.as_of for caps in provider.models())


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_can_be_asked_whether_it_answers_and_nothing_is_paid(name: str, bench: Bench) -> None:
    provider = bench.known[name]
    assert provider.ready()
    assert len(provider.check()) > 10
    assert bench.far.submits() == []


@pytest.mark.parametrize("name", PAID)
def test_without_its_key_a_provider_is_not_ready_and_says_which_it_wants(
    name: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = bench.known[name]
    monkeypatch.delenv(provider.key)
    assert not provider.ready()
    with pytest.raises(ProviderError) as refused:
        provider.check()
    assert refused.value.kind is Kind.AUTH
    assert provider.key in str(refused.value)
    assert bench.far.asked == []


@pytest.mark.parametrize("name", MODELS)
def test_planning_changes_nothing_and_says_the_most_it_can_cost(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    request = ask(caps, bench, provider)
    asked = len(bench.far.asked)
    planned = provider.plan(caps, request)
    assert planned == provider.plan(caps, request)
    assert provider.plan(caps, planned.request).request == planned.request
    assert len(bench.far.asked) == asked or name.startswith("replicate/"), (
        "only a schema is looked up, and that is free"
    )
    assert honest(planned, free=name.startswith(("local/", "server/")))
    assert bench.far.submits() == []


def honest(planned: Planned, *, free: bool) -> bool:
    """Whether what it may cost is said as it is: free, between two amounts, or that nobody knows."""
    if free:
        return (planned.price, planned.basis) == (0, "free") or planned.price == 0
    least = planned.price if planned.low is None else planned.low
    return planned.units > 0 and 0 <= least <= planned.price and (planned.price > 0 or planned.basis == "unknown")


@pytest.mark.parametrize("name", MODELS)
def test_a_request_for_another_role_is_refused_before_anything_is_sent(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    other = Role.MUSIC if caps.role is not Role.MUSIC else Role.TEXT
    with pytest.raises(ProviderError) as refused:
        provider.plan(caps, Request(role=other, task="x", prompt="x"))
    assert refused.value.kind is Kind.INVALID
    assert refused.value.remedy
    assert bench.far.submits() == []


@pytest.mark.parametrize("name", MODELS)
def test_what_is_made_is_what_it_says_and_is_asked_for_once(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    request = ask(caps, bench, provider)
    planned = provider.plan(caps, request)
    first = made(provider, caps, request, bench.desk("first"))
    if caps.role is Role.TEXT:
        assert Brief.model_validate(first.data if first.data is not None else {}).subject or first.text
    else:
        (output,) = first.outputs
        assert output.mime.startswith(KINDS[caps.role])
        assert sniff(Path(output.path)).startswith(KINDS[caps.role])
        assert Path(output.path).is_relative_to(bench.folder / "first")
        if KINDS[caps.role] == "audio/":
            assert output.meta["milliseconds"] == pytest.approx(probe(Path(output.path)).milliseconds, abs=1)
    if provider.name != "local":
        assert len(bench.far.submits()) == 1
        assert first.cost is None or first.cost <= planned.price, "a charge never exceeds what was reserved"


@pytest.mark.parametrize("name", [name for name in MODELS if name.startswith("local/")])
def test_a_seed_gives_the_same_again(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    if not caps.seeded or caps.role is Role.SPEECH:
        return
    request = ask(caps, bench, provider)
    first, again = (made(provider, caps, request, bench.desk(where)) for where in ("first", "again"))
    assert [Path(o.path).read_bytes() for o in again.outputs] == [Path(o.path).read_bytes() for o in first.outputs]
    assert again.data == first.data


@pytest.mark.parametrize("name", [name for name in MODELS if not name.startswith("local/")])
def test_no_key_stands_in_a_ticket_an_error_or_a_file(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    bench.far.fault("401")
    try:
        with pytest.raises(ProviderError) as refused:
            made(provider, caps, ask(caps, bench, provider), bench.desk("first"))
    finally:
        bench.far.faults.clear()
    assert refused.value.kind is Kind.AUTH
    assert refused.value.remedy
    told = f"{refused.value} {refused.value!r} {refused.value.code}"
    told += "".join(path.read_text(errors="replace") for path in bench.folder.rglob("*") if path.is_file())
    assert not [secret for secret in KEYS.values() if secret in told]


# ---------------------------------------------------------------- what the lab asks for, with no film around it


def overheard(far: Far, patch: pytest.MonkeyPatch) -> list[bytes]:
    """The bodies of all that is asked from now on."""
    bodies: list[bytes] = []
    handle = far.handle
    patch.setattr(far, "handle", lambda asked: (bodies.append(asked.body), handle(asked))[1])
    return bodies


def asked_form(bodies: list[bytes]) -> bool:
    """Whether the prompt went out with any field that asks for the answer's form."""
    sent = b"".join(bodies)
    assert b"red kite" in sent
    return any(word in sent for word in FORMS)


FORMS = (b"schema", b"response_format", b"responseMimeType", b"response_mime_type", b'"format"')
"""Fields by which an answer's form is asked for."""


def in_words(role: Role, prompt: str = "A red kite over a meadow") -> Request:
    """A request as a cell of the lab makes it: no schema, no picture, no voice."""
    small = {"width": 160, "height": 90, "frames": 12, "rate": 24} if role is Role.VIDEO else {}
    task = {Role.TEXT: "write", Role.VIDEO: "clip", Role.SPEECH: "narration"}[role]
    return Request(role=role, task=task, prompt=prompt, seed=5, language="en", **small)


@pytest.mark.parametrize("name", models_of(Role.TEXT))
def test_a_prompt_without_a_schema_is_answered_in_plain_words(
    name: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider, caps = bench.model(name)
    bodies = overheard(bench.far, monkeypatch)
    request = in_words(Role.TEXT)
    planned = provider.plan(caps, request)
    written = made(provider, caps, request, bench.desk("words"))
    assert honest(planned, free=name.startswith(("local/", "server/")))
    assert written.data is None
    assert len(written.text.split()) > 5
    assert not written.text.lstrip().startswith("{")
    if provider.name != "local":
        assert len(bench.far.submits()) == 1
        assert not asked_form(bodies)
        assert written.cost is None or written.cost <= planned.price


def planned_or_refused(provider: Provider, caps: Caps, request: Request) -> Planned | ProviderError:
    try:
        return provider.plan(caps, request)
    except ProviderError as error:
        return error


@pytest.mark.parametrize("name", models_of(Role.VIDEO))
def test_a_clip_from_words_alone_is_planned_with_its_price_or_refused_with_a_remedy(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    said = planned_or_refused(provider, caps, in_words(Role.VIDEO))
    if isinstance(said, ProviderError):
        assert (said.kind, bool(said.remedy)) == (Kind.INVALID, True)
    else:
        assert honest(said, free=name.startswith(("local/", "server/")))
        assert said.request.refs == ()
    assert bench.far.submits() == []


def test_the_local_animator_paints_what_words_alone_say_and_films_it(bench: Bench) -> None:
    provider, caps = bench.model("local/animator-1")
    planned = provider.plan(caps, in_words(Role.VIDEO))
    assert (planned.price, planned.basis) == (0, "free")
    clips = []
    for number, prompt in enumerate(["A red kite over a meadow", "Un barco en el mar, de noche"]):
        [output] = made(provider, caps, in_words(Role.VIDEO, prompt), bench.desk(f"clip{number}")).outputs
        found = probe(Path(output.path))
        assert (found.width, found.height, found.frames) == (160, 90, 12)
        clips.append(Path(output.path).read_bytes())
    assert clips[0] != clips[1]
    kept = [kept_scene((bench.folder / f"clip{number}" / "start.png").read_bytes()) for number in (0, 1)]
    assert [(one.scene.setting, one.scene.time) for one in kept if one] == [("meadow", "day"), ("sea", "night")]


@pytest.mark.parametrize("name", models_of(Role.SPEECH))
def test_a_line_without_a_voice_is_spoken_by_the_model_s_own(name: str, bench: Bench) -> None:
    provider, caps = bench.model(name)
    [output] = made(provider, caps, in_words(Role.SPEECH, "The light turns."), bench.desk("line")).outputs
    assert output.mime.startswith("audio/")
    assert probe(Path(output.path)).milliseconds > 100
