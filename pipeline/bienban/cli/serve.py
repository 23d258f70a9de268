"""Dòng lệnh máy chủ (serving commands): ``bienban serve`` and ``bienban benchmark-serve``."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bienban.cli.exits import EXIT_INTERRUPTED, EXIT_MISSING, EXIT_SOME_FAILED, EXIT_USAGE
from bienban.errors import BienbanError, MissingDependencyError, SettingsError

if TYPE_CHECKING:
    from bienban.web.settings import Settings

_NEEDED = ("fastapi", "uvicorn", "jinja2", "python_multipart")
_MIB = 2**20


def mount(app: typer.Typer) -> None:
    """Gắn lệnh (mount): add the commands of this module to ``app``."""
    app.command(
        epilog="Ví dụ / Examples:  bienban serve   |   bienban serve --port 9000 --open   |   "
        "bienban serve --host 0.0.0.0 --allow-host bienban.coquan.vn"
    )(serve)
    app.command(
        "benchmark-serve", epilog="Ví dụ / Examples:  bienban benchmark-serve   |   bienban benchmark-serve --clients 50 --rounds 5 --workers 2"
    )(benchmark_serve)


def serve(
    host: Annotated[
        str | None, typer.Option(help="Địa chỉ nghe; mặc định 127.0.0.1, chỉ máy này. / Address; by default 127.0.0.1, this machine only.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Cổng, mặc định 8080; 0: cổng trống bất kỳ. / Port, by default 8080; 0 takes a free one.")] = None,
    workers: Annotated[
        int | None, typer.Option(help="Số tiến trình xử lý; mặc định: số nhân, tối đa 4. / Worker processes; default: cores, up to 4.")
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="Thêm tên máy được phục vụ; nêu được nhiều lần. / Further host name to answer to; repeatable.", metavar="NAME"),
    ] = None,
    max_characters: Annotated[
        int | None, typer.Option(help="Văn bản dài nhất, mặc định 1.000.000 ký tự. / Longest text, by default 1,000,000 characters.")
    ] = None,
    max_upload: Annotated[int | None, typer.Option(help="Tệp lớn nhất, mặc định 20 MiB. / Largest file, by default 20 MiB.")] = None,
    max_waiting: Annotated[int | None, typer.Option(help="Số yêu cầu được xếp hàng, mặc định 64. / Requests that may wait, by default 64.")] = None,
    max_seconds: Annotated[
        float | None, typer.Option(help="Thời gian tối đa cho một văn bản, mặc định 30 giây. / Longest work on one text, by default 30 seconds.")
    ] = None,
    max_memory: Annotated[
        int | None, typer.Option(help="Bộ nhớ tối đa của một tiến trình, mặc định 1536 MiB. / Most memory of a worker, by default 1536 MiB.")
    ] = None,
    save_dir: Annotated[
        Path | None,
        typer.Option(
            help="Lưu bản đã sửa vào thư mục này; mặc định không lưu gì. / Save corrected records into this folder; nothing is saved by default.",
            file_okay=False,
        ),
    ] = None,
    allow_marked: Annotated[
        bool, typer.Option("--allow-marked", help="Xử lý cả văn bản có dấu chỉ độ mật. / Process documents with a secrecy marking, too.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            help="Tệp thiết lập TOML, bảng [serve]. / Settings file, TOML, table [serve].",
            envvar="BIENBAN_SERVE_CONFIG",
            exists=True,
            dir_okay=False,
            show_envvar=False,
        ),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Mở trình duyệt. / Open a browser.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Nhật ký dạng JSON. / Log as JSON.")] = False,
) -> None:
    """Mở trang web và API trên máy này / Serve the page and the API on this machine."""
    flags = {
        "host": host, "port": port, "workers": workers, "allow_hosts": allow_host or None, "max_characters": max_characters,
        "max_upload_bytes": None if max_upload is None else max_upload * _MIB, "max_waiting": max_waiting, "job_seconds": max_seconds,
        "worker_memory_mib": max_memory, "save_dir": save_dir, "allow_marked": allow_marked or None, "log_json": log_json or None,
    }  # fmt: skip
    _require()
    settings = _settings(flags, config)
    interrupted = _run(settings, open_browser=open_browser)
    if interrupted:
        raise typer.Exit(EXIT_INTERRUPTED)


def benchmark_serve(
    clients: Annotated[int, typer.Option(help="Số người gửi cùng lúc. / Concurrent clients.", min=1, max=200)] = 50,
    rounds: Annotated[int, typer.Option(help="Số lượt mỗi người gửi. / Pastes of each client.", min=1, max=100)] = 5,
    workers: Annotated[int | None, typer.Option(help="Số tiến trình xử lý. / Worker processes.", min=1)] = None,
    texts: Annotated[
        Path | None,
        typer.Option(
            help="Thư mục tệp .txt; mặc định: kho gold đi kèm. / Folder of .txt files; default: the gold corpus.", exists=True, file_okay=False
        ),
    ] = None,
) -> None:
    """Đo máy chủ dưới tải, trên máy này / Measure the server under load, on this machine."""
    _require()
    from bienban.web.load import run

    outcome = run(texts, clients=clients, rounds=rounds, settings=_settings({"port": 0, "workers": workers}, None))
    sys.stdout.write(outcome.table)
    if outcome.errors:
        raise typer.Exit(EXIT_SOME_FAILED)


def _require() -> None:
    """The web framework is an extra; say so before anything else fails for the lack of it."""
    if any(find_spec(name) is None for name in _NEEDED):
        typer.echo(str(MissingDependencyError.of("BB401", name="bienban[web]")), err=True)
        raise typer.Exit(EXIT_MISSING)


def _settings(flags: dict[str, Any], config: Path | None) -> Settings:
    from bienban.web.settings import load_settings

    try:
        return load_settings(flags, os.environ, config)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXIT_USAGE) from None


def _run(settings: Settings, *, open_browser: bool) -> bool:
    from bienban.web.app_run import address_of, listen, serve

    try:
        listener = listen(settings)
        address = address_of(settings, listener)
        if not settings.loopback:
            _warn_exposed(settings)

        def started() -> None:
            typer.echo(f"bienban: {address}  (Ctrl-C để dừng / to stop)")
            sys.stdout.flush()
            if open_browser:
                _open(address)

        return serve(settings, listener, started)
    except BienbanError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(EXIT_MISSING if isinstance(error, MissingDependencyError) else EXIT_SOME_FAILED) from None


def _warn_exposed(settings: Settings) -> None:
    typer.echo(
        f"CẢNH BÁO: máy khác trong mạng vào được qua {settings.host}, không mã hóa, không mật khẩu. Hãy đặt nginx có TLS phía trước (xem README).\n"
        f"WARNING: other machines can reach {settings.host}, without encryption or password. Put nginx with TLS in front (see README).",
        err=True,
    )


def _open(address: str) -> None:
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
