"""``bienban serve``: what it says, where it listens, how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
from pathlib import Path

import httpx
import psutil
import pytest

from bienban.errors import SettingsError
from bienban.web.app_run import address_of, listen
from bienban.web.settings import Settings
from processes import bienban, python
from web.support import REPORT, Running, running

DUMPABLE = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("fastapi", "uvicorn"):
            raise ModuleNotFoundError(name)
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in ("fastapi", "uvicorn") else real(name, package)
sys.meta_path.insert(0, Missing())
sys.argv = ["bienban", *{arguments!r}]
from bienban.cli import main
main()
"""


def test_it_says_where_it_is_and_answers_there() -> None:
    with running() as server:
        answer = httpx.post(f"{server.address}/api/extract", json={"text": REPORT})
        assert answer.json()["attendees"][0]["name"] == "Lê Văn Tám"
        assert httpx.get(f"{server.address}/api/health").headers.get("server") is None


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_ends_cleanly_and_leaves_no_process(number: int, status: int) -> None:
    with running("--workers", "2") as server:
        workers = psutil.Process(server.process.pid).children(recursive=True)
        assert len(workers) == 2
        code, _, err = server.stop(number)
        assert (code, b"Traceback" in err) == (status, False)
        assert [line.split()[2] for line in err.decode().splitlines()] == ["started", "stopped"]
        assert not [worker for worker in psutil.wait_procs(workers, timeout=5)[1] if worker.status() != psutil.STATUS_ZOMBIE]


def test_what_is_in_work_is_finished_before_it_ends() -> None:
    with running(module="web.hooked_cli") as server, server.connect() as connection:
        body = json.dumps({"text": f"SLEEP {REPORT}"}).encode()
        connection.sendall(
            b"POST /api/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        )
        time.sleep(0.2)
        server.process.send_signal(signal.SIGTERM)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 200")
        assert server.process.wait(15) == 0


def test_workers_die_with_a_server_that_is_killed() -> None:
    with running("--workers", "2") as server:
        workers = psutil.Process(server.process.pid).children(recursive=True)
        server.process.kill()
        assert not psutil.wait_procs(workers, timeout=5)[1]


def test_a_port_in_use_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = bienban("serve", "--port", str(port))
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert f"[BB310] Địa chỉ 127.0.0.1:{port} đã có" in ran.stderr.decode()


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_that_is_not_ours_is_a_clear_error(host: str) -> None:
    ran = bienban("serve", "--host", host, "--port", "0")
    assert ran.returncode == 1
    assert "[BB311]" in ran.stderr.decode()


@pytest.mark.parametrize("arguments", [["serve"], ["benchmark-serve"]])
def test_without_the_extra_it_says_what_to_install(arguments: list[str]) -> None:
    ran = python("-c", WITHOUT.format(arguments=arguments))
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert "[BB401] Thiếu chương trình hoặc gói bienban[web]" in ran.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(["--workers", "0"], {}), (["--allow-host", "http://x"], {}), ([], {"BIENBAN_SERVE_PROT": "1"}), ([], {"BIENBAN_SERVE_PORT": "x"})],
)
def test_wrong_settings_are_wrong_usage(arguments: list[str], environment: dict[str, str]) -> None:
    ran = bienban("serve", *arguments, **environment)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert "[BB301]" in ran.stderr.decode()


def test_a_settings_file_and_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "bienban.toml"
    file.write_text('[serve]\nlog_json = true\nworkers = 3\nallow_hosts = ["bienban.coquan.vn"]\n', encoding="utf-8")
    with running("--config", str(file)) as server:
        assert httpx.get(f"{server.address}/api/health", headers={"host": "bienban.coquan.vn"}).json()["workers"] == 1, "the flag goes first"
        _, _, err = server.stop()
    rows = [json.loads(line) for line in err.decode().splitlines()]
    assert [row["event"] for row in rows] == ["started", "request", "stopped"]


def test_beyond_this_machine_it_warns_in_both_languages_and_knows_the_address_dialled() -> None:
    with running("--host", "0.0.0.0", "--allow-host", "bienban.coquan.vn") as server:
        expected = {"127.0.0.1": 200, "bienban.coquan.vn": 200, "evil.example": 421}
        assert {host: httpx.get(f"{server.address}/api/health", headers={"host": host}).status_code for host in expected} == expected
        _, _, err = server.stop()
    assert re.search(r"CẢNH BÁO:.*nginx.*\nWARNING:.*nginx", err.decode())


def test_it_listens_on_this_machine_only() -> None:
    with running() as server:
        listening = [c.laddr for c in psutil.Process(server.process.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert [(address.ip, address.port) for address in listening] == [("127.0.0.1", server.port)]


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:"), ("localhost", "http://localhost:"), ("::1", "http://[::1]:"), ("0.0.0.0", "http://localhost:")],
)
def test_the_address_to_open(host: str, address: str) -> None:
    settings = Settings(host=host, port=0)
    try:
        listener = listen(settings)
    except SettingsError:
        pytest.skip("this machine has no such address family")
    with listener:
        assert address_of(settings, listener).startswith(address)


def test_a_crash_writes_no_memory_to_disk() -> None:
    """Neither the server's nor a worker's: no core size, and not dumpable at all, which only root's files in /proc tell."""
    with running() as server:
        for process in (psutil.Process(server.process.pid), *psutil.Process(server.process.pid).children()):
            limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
            assert re.search(r"Max core file size +0 +0 ", limits)
            if os.geteuid() != 0:
                assert Path(f"/proc/{process.pid}/status").stat().st_uid == 0
    ran = python("-c", f"from bienban.web.slots_jobs import keep_no_traces\nkeep_no_traces()\n{DUMPABLE}")
    assert ran.stdout == b"0\n"


def test_nothing_is_written_while_it_works(tmp_path: Path) -> None:
    """Large forms and all: no file in the places where temporary files go, none in the current folder."""
    with running(TMPDIR=str(tmp_path)) as server:
        files = {"file": ("lon.txt", (f"{REPORT}\n" * 30_000).encode()[:1_000_000])}
        assert httpx.post(f"{server.address}/api/extract", files=files, timeout=60).status_code == 200
        opened = [
            file.path
            for process in (psutil.Process(server.process.pid), *psutil.Process(server.process.pid).children())
            for file in process.open_files()
        ]
        assert not [path for path in opened if str(tmp_path) in path or "/tmp" in path]
    assert not list(tmp_path.iterdir())


def test_the_first_answer_comes_at_once() -> None:
    """Loose on purpose, for a busy machine: a worker that was not warm would take seconds."""
    with running() as server:
        started = time.monotonic()
        httpx.post(f"{server.address}/api/extract", json={"text": REPORT})
        assert time.monotonic() - started < 1.0


def test_the_load_test_tells_latencies_memory_and_its_peer(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{REPORT}\n" * 40, encoding="utf-8")
    ran = bienban("benchmark-serve", "--clients", "3", "--rounds", "1", "--workers", "1", "--texts", str(tmp_path))
    out = ran.stdout.decode()
    assert ran.returncode == 0, ran.stderr.decode()
    for words in (
        "3 pastes at a time, p50 / p95",
        "health meanwhile",
        "x bienban.extract",
        "of them not a record: 0",
        "memory at its highest, worker",
    ):
        assert words in out


def test_running_tells_its_own_memory() -> None:
    with running() as server:
        assert isinstance(server, Running)
        assert 20 < server.memory() < 150
