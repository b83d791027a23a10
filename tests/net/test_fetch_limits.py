"""A file comes whole or not at all, within its bytes, its seconds and its redirects; keys stay where they belong."""

import datetime
import errno
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from net_room import House, Page, housing

from vidpipe.errors import BadInput, LimitReached, Stopped, VidpipeError
from vidpipe.net import fetch as fetching
from vidpipe.net.fetch import FetchFailed, TooMuch, TooSlow, fetch


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with housing() as found:
        yield found


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "came"


def got(house: House, path: str, into: Path, *, most: int = 100_000, seconds: float = 5, **more: object) -> str:
    address = f"{house.address}{path}"
    return fetch(address, into, most_bytes=most, seconds=seconds, trusted=[f"{house.address}/v1"], **more)  # type: ignore[arg-type]


def test_a_file_comes_whole_with_the_type_it_claims(house: House, into: Path) -> None:
    house.pages["/film"] = Page(b"x" * 90_000, mime="Video/MP4; codecs=avc1")
    assert got(house, "/film?token=1", into) == "video/mp4"
    assert into.read_bytes() == b"x" * 90_000
    path, headers = house.asked[-1]
    assert path == "/film?token=1"
    assert headers["accept-encoding"] == "identity"
    assert headers["host"] == f"127.0.0.1:{house.port}"
    assert "authorization" not in headers


def test_a_type_that_makes_no_sense_is_none(house: House, into: Path) -> None:
    house.pages["/odd"] = Page(b"x", mime="<script>")
    assert got(house, "/odd", into) == "application/octet-stream"


@pytest.mark.parametrize("length", [-1, None])
def test_too_many_bytes_are_refused_whether_announced_or_not(house: House, into: Path, length: int | None) -> None:
    house.pages["/huge"] = Page(b"x" * 200_000, length=length)
    with pytest.raises(TooMuch):
        got(house, "/huge", into)
    assert not into.exists()


def test_an_announced_flood_is_refused_before_it_comes(house: House, into: Path) -> None:
    house.pages["/flood"] = Page(b"x", length=10**15)
    with pytest.raises(TooMuch):
        got(house, "/flood", into)


@pytest.mark.parametrize("body", [b"x" * 50, b""])
def test_a_body_that_ends_early_is_no_file(house: House, into: Path, body: bytes) -> None:
    house.pages["/short"] = Page(body, length=100)
    with pytest.raises(FetchFailed) as caught:
        got(house, "/short", into)
    assert caught.value.status == 0
    assert not into.exists()


@pytest.mark.parametrize(
    "page",
    [
        Page(b"x" * 1000, pace=0.05, pieces=1000),
        Page(b"x", wait=3),
        Page(b"x" * 10, length=None, pace=1, pieces=10),
    ],
    ids=["trickle", "silence", "endless"],
)
def test_a_peer_that_takes_its_time_is_left(house: House, into: Path, page: Page) -> None:
    house.pages["/slow"] = page
    began = time.monotonic()
    with pytest.raises(TooSlow):
        got(house, "/slow", into, seconds=0.4)
    assert time.monotonic() - began < 2.5
    assert not into.exists()


def test_headers_that_trickle_are_no_way_round_the_clock(into: Path) -> None:
    import threading

    server = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def trickle() -> None:
        line, _ = server.accept()
        with line:
            line.sendall(b"HTTP/1.1 200 OK\r\n")
            while not over.wait(0.05):
                try:
                    line.sendall(b"X")
                except OSError:
                    return

    thread = threading.Thread(target=trickle)
    thread.start()
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    try:
        with pytest.raises(TooSlow):
            fetch(f"{address}/x", into, most_bytes=10, seconds=0.4, trusted=[address])
    finally:
        over.set()
        thread.join()
        server.close()


def test_a_person_who_stops_is_heard(house: House, into: Path) -> None:
    house.pages["/slow"] = Page(b"x" * 1000, pace=0.05, pieces=1000)
    began = time.monotonic()
    with pytest.raises(Stopped):
        got(house, "/slow", into, seconds=60, stopped=lambda: time.monotonic() - began > 0.3)
    assert time.monotonic() - began < 3
    assert not into.exists()


@pytest.mark.parametrize("status", [201, 204, 206, 304, 400, 401, 403, 404, 410, 429, 500, 503])
def test_anything_but_the_file_is_told_by_its_status(house: House, into: Path, status: int) -> None:
    house.pages["/other"] = Page(b"" if status in (204, 304) else b"<html>", status=status)
    with pytest.raises(FetchFailed) as caught:
        got(house, "/other", into)
    assert caught.value.status == status
    assert not into.exists()


def test_a_packed_answer_is_refused(house: House, into: Path) -> None:
    house.pages["/packed"] = Page(b"x", headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchFailed):
        got(house, "/packed", into)


@pytest.mark.parametrize(("hops", "reached"), [(3, True), (4, False)])
def test_three_redirects_are_followed_and_no_more(house: House, into: Path, hops: int, reached: bool) -> None:
    for number in range(hops):
        house.pages[f"/hop{number}"] = Page(status=302, headers={"Location": f"hop{number + 1}"})
    house.pages[f"/hop{hops}"] = Page(b"here")
    if reached:
        got(house, "/hop0", into)
        assert into.read_bytes() == b"here"
        return
    with pytest.raises(BadInput):
        got(house, "/hop0", into)
    assert not into.exists()


@pytest.mark.parametrize("location", [None, "", "/loop", "http://", "https://127.0.0.1:1/", "\x7f", "ä"])
def test_a_redirect_to_nowhere_ends(house: House, into: Path, location: str | None) -> None:
    house.pages["/loop"] = Page(status=301, headers={} if location is None else {"Location": location})
    with pytest.raises(VidpipeError):
        got(house, "/loop", into)


def test_headers_go_to_the_first_host_alone(house: House, into: Path) -> None:
    with housing() as other:
        house.pages["/here"] = Page(status=302, headers={"Location": "/near"})
        house.pages["/near"] = Page(status=302, headers={"Location": f"{other.address}/far"})
        other.pages["/far"] = Page(b"far")
        trusted = [house.address, other.address]
        sent = {"X-Key": "canary"}
        fetch(f"{house.address}/here", into, most_bytes=10, seconds=5, headers=sent, trusted=trusted)
        assert [headers.get("x-key") for _, headers in house.asked[-2:]] == ["canary", "canary"]
        assert "x-key" not in other.asked[-1][1]


def test_no_proxy_of_the_environment_is_used(house: House, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house.pages["/film"] = Page(b"x")
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    got(house, "/film", into)


def test_both_limits_are_limits() -> None:
    assert issubclass(TooMuch, LimitReached)
    assert issubclass(TooSlow, LimitReached)


def test_a_port_where_nobody_listens_is_a_failed_line(into: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(FetchFailed) as caught:
        fetch(f"{address}/x", into, most_bytes=10, seconds=2, trusted=[address])
    assert caught.value.status == 0


def test_a_full_disk_is_not_the_networks_fault(house: House, tmp_path: Path) -> None:
    house.pages["/film"] = Page(b"x")
    with pytest.raises(OSError, match="directory") as caught:
        got(house, "/film", tmp_path / "nowhere" / "came")
    assert caught.value.errno == errno.ENOENT


# ---------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Path]]:
    """A house with a certificate for outputs.example."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "outputs.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("outputs.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    paper, secret = folder / "paper.pem", folder / "key.pem"
    paper.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper, secret)
    with housing(context=context) as house:
        yield house, paper


@pytest.fixture
def as_public(secured: tuple[House, Path], monkeypatch: pytest.MonkeyPatch) -> House:
    """That house under public names: the address check is stood in for, the rest is as it is."""
    house, _ = secured
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", house.port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
    monkeypatch.setattr(fetching, "is_public", lambda address: True)
    monkeypatch.setattr(fetching, "PORTS", (443, house.port))
    house.pages["/film"] = Page(b"secret film")
    return house


def test_a_host_that_shows_its_certificate_is_fetched_from(
    as_public: House, secured: tuple[House, Path], into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.create_default_context(cafile=str(secured[1]))
    monkeypatch.setattr(fetching, "_trust", lambda: context)
    fetch(f"https://outputs.example:{as_public.port}/film", into, most_bytes=100, seconds=5)
    assert into.read_bytes() == b"secret film"
    with pytest.raises(FetchFailed):
        fetch(f"https://other.example:{as_public.port}/film", into, most_bytes=100, seconds=5)


def test_a_host_that_nobody_vouches_for_is_not(as_public: House, into: Path) -> None:
    with pytest.raises(FetchFailed):
        fetch(f"https://outputs.example:{as_public.port}/film", into, most_bytes=100, seconds=5)
    assert fetching._trust().verify_mode is ssl.CERT_REQUIRED
    assert fetching._trust().check_hostname
