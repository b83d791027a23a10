"""process.py: what is run is limited, can be stopped, leaves nothing alive and never learns a secret."""

import os
import sys
import time
from collections import deque
from pathlib import Path

import pytest

from vidpipe.errors import LimitReached, Stopped
from vidpipe.process import Child, Limits, ProcessFailed, environment, python_command, run, spawn_detached

PYTHON = [sys.executable, "-S", "-c"]
GENEROUS = Limits(seconds=30)
posix = pytest.mark.skipif(os.name == "nt", reason="process groups and ulimit are POSIX")


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not reaped by its parent counts as dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def gone(pid: int, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not alive(pid)


def test_run_passes_stdin_and_gives_back_stdout_and_stderr() -> None:
    code = "import sys; d = sys.stdin.read(); print(d.upper()); print('aside', file=sys.stderr)"
    done = run([*PYTHON, code], limits=GENEROUS, stdin=b"hello")
    assert (done.out.strip(), done.err.strip()) == (b"HELLO", b"aside")


def test_failure_carries_the_last_line_of_stderr_and_the_status() -> None:
    code = "import sys; print('first\\nthe reason', file=sys.stderr); sys.exit(7)"
    with pytest.raises(ProcessFailed, match=r"the reason$") as failed:
        run([*PYTHON, code], limits=GENEROUS)
    assert failed.value.status == 7
    assert b"first" in failed.value.err


def test_a_missing_program_says_what_to_do() -> None:
    with pytest.raises(ProcessFailed, match=r"not installed\. Install it"):
        run(["vidpipe-no-such-program"], limits=GENEROUS)


def test_a_folder_that_is_gone_is_a_failure_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ProcessFailed, match="cannot be started"):
        run([*PYTHON, "print(1)"], limits=GENEROUS, cwd=tmp_path / "gone")


def test_a_flood_on_both_outputs_and_stdin_does_not_deadlock() -> None:
    code = (
        "import sys\n"
        "for _ in range(64): sys.stderr.write('e' * 65536); sys.stdout.write('o' * 65536)\n"
        "sys.stdout.write(str(len(sys.stdin.read())))"
    )
    done = run([*PYTHON, code], limits=Limits(seconds=60), stdin=b"i" * 4_000_000)
    assert done.out.endswith(b"o4000000")
    assert len(done.out) == 64 * 65536 + 7
    assert len(done.err) == 256 * 1024


def test_stdin_that_nobody_reads_is_no_error() -> None:
    assert run([*PYTHON, "print(1)"], limits=GENEROUS, stdin=b"x" * 4_000_000).out.strip() == b"1"


def test_time_limit_kills() -> None:
    start = time.monotonic()
    with pytest.raises(LimitReached, match=r"longer than 0\.3 seconds"):
        run([*PYTHON, "import time; time.sleep(60)"], limits=Limits(seconds=0.3))
    assert time.monotonic() - start < 20


def test_output_limit_kills_an_endless_writer() -> None:
    with pytest.raises(LimitReached, match="more than 1000 bytes"):
        run([*PYTHON, "while True: print('x' * 1000)"], limits=Limits(seconds=30, output=1000))


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_memory_limit_holds() -> None:
    with pytest.raises(LimitReached, match="more memory"):
        run([*PYTHON, "b = bytearray(2_000_000_000)"], limits=Limits(seconds=30, memory=500_000_000))
    assert run([*PYTHON, "print(1)"], limits=Limits(seconds=30, memory=500_000_000)).out.strip() == b"1"


def test_stop_ends_a_blocked_read() -> None:
    wish = []
    with Child([*PYTHON, "import time; time.sleep(60)"], limits=GENEROUS, stopped=lambda: bool(wish)) as child:
        wish.append("stop")
        assert child.read(10) == b""
        with pytest.raises(Stopped):
            child.finish()
    assert gone(child.pid)


def test_write_to_a_dead_program_raises_its_last_words() -> None:
    code = "import sys; sys.stdin.read(1); sys.exit('no room')"
    with Child([*PYTHON, code], limits=GENEROUS) as child, pytest.raises(ProcessFailed, match="no room"):
        deque((child.write(b"x" * 100_000) for _ in range(1000)), maxlen=0)


@posix
def test_the_whole_tree_is_killed_when_the_block_is_left_by_an_error() -> None:
    code = (
        "import subprocess, sys, time\n"
        "p = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(60)'])\n"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    seen = []

    def use() -> None:
        with Child([*PYTHON, code], limits=GENEROUS) as child:
            seen.extend([child.pid, int(next(child.lines()))])
            assert all(alive(pid) for pid in seen)
            raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        use()
    assert len(seen) == 2
    assert all(gone(pid) for pid in seen)


@posix
def test_what_an_ended_program_left_behind_is_killed_too() -> None:
    code = (
        "import subprocess, sys\n"
        "sleep, quiet = [sys.executable, '-S', '-c', 'import time; time.sleep(60)'], subprocess.DEVNULL\n"
        "p = subprocess.Popen(sleep, stdout=quiet, stderr=quiet)\n"
        "print(p.pid)"
    )
    assert gone(int(run([*PYTHON, code], limits=GENEROUS).out))


@pytest.mark.skipif(sys.platform != "linux", reason="a death signal is Linux")
def test_children_die_with_a_killed_parent_but_not_with_the_thread_that_started_them(tmp_path: Path) -> None:
    code = (
        "import sys, threading, time\n"
        "from vidpipe.process import Child\n"
        "kept = []\n"
        "def start(): kept.append(Child([sys.executable, '-S', '-c', 'import time; time.sleep(60)']))\n"
        "t = threading.Thread(target=start); t.start(); t.join()\n"
        "print(kept[0].pid, flush=True); time.sleep(60)"
    )
    with Child([sys.executable, "-c", code], limits=GENEROUS) as parent:
        grandchild = int(next(parent.lines()))
        time.sleep(0.2)
        assert alive(grandchild)
        os.kill(parent.pid, 9)
        assert gone(grandchild)


def test_secrets_do_not_reach_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "REPLICATE_API_TOKEN", "app_secret", "DB_PASSWORD"):
        monkeypatch.setenv(name, "canary-123")
    monkeypatch.setenv("VIDPIPE_HARMLESS", "yes")
    out = run([*PYTHON, "import os; print(dict(os.environ))"], limits=GENEROUS).out.decode()
    assert "canary-123" not in out
    assert "VIDPIPE_HARMLESS" in out
    assert environment({"A_KEY": "x", "B": "y"})["B"] == "y"


@posix
def test_only_a_worker_that_is_given_them_gets_the_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary-123")
    code = "import os; print('key:', os.environ.get('OPENAI_API_KEY'))"
    for secrets, said in ((False, "key: None"), (True, "key: canary-123")):
        log = tmp_path / f"{secrets}.txt"
        assert gone(spawn_detached([*PYTHON, code], log, secrets=secrets))
        assert log.read_text().strip() == said


def test_a_module_of_ours_runs_in_another_interpreter_from_any_folder(tmp_path: Path) -> None:
    assert run(python_command("vidpipe.errors"), limits=GENEROUS, cwd=tmp_path).out == b""


@posix
def test_detached_program_lives_on_and_logs(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text("before\n")
    pid = spawn_detached([*PYTHON, "import os; print('at work', os.getsid(0) == os.getpid())"], log)
    assert gone(pid)
    assert log.read_text() == "before\nat work True\n"


@posix
def test_detached_program_that_must_not_survive_sees_the_end_of_its_parent(tmp_path: Path) -> None:
    log, mark = tmp_path / "log.txt", "import sys; sys.stdin.read(); print('parent ended')"
    code = (
        "import sys; from pathlib import Path; from vidpipe.process import spawn_detached\n"
        f"print(spawn_detached([sys.executable, '-S', '-c', {mark!r}], Path({str(log)!r}), survive=False))"
    )
    assert gone(int(run([sys.executable, "-c", code], limits=GENEROUS).out))
