"""Trang (pages): the one page, its static files, and what its forms and scripts ask for.

Everything works without scripts by plain forms; scripts ask the same addresses and get JSON. Every POST carries the
form token. Nothing is kept between two requests.
"""

from __future__ import annotations

from typing import Any, get_args

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, UploadFile

from bienban.errors import BienbanError, RequestError
from bienban.records.vocabulary import Language
from bienban.render.formats import FORMATS, Header
from bienban.render.words import LANGUAGES
from bienban.web import view_jobs
from bienban.web.api import run_job, settings_of
from bienban.web.api_input import JSON_TYPE, Given, checked, from_form, media_type, read_form
from bienban.web.api_problems import language_of, status_of
from bienban.web.log import note
from bienban.web.pages_static import SAMPLE, static_file
from bienban.web.security import CSRF_FIELD, CSRF_HEADER
from bienban.web.view import THEMES, hint, page

router = APIRouter(include_in_schema=False)
ACCEPT = ".txt,.text,.md,text/plain"
_HTML = "text/html; charset=utf-8"
_YEAR = 31_536_000
_LONGEST_META = 2_000
_META = ("id", "kind", "issuer", "author", "era", "level", "system", "notes")


@router.get("/")
async def home(request: Request) -> Response:
    """Trang trống (empty page); ``?lang=en`` and ``?theme=dark`` are remembered."""
    return _keep(request, Response(page(_language(request), _theme(request), **_shell(request)), media_type=_HTML), request.query_params)


@router.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """Tệp tĩnh (static file): scripts, styles and the icon; checked by browsers at each use, sent only when changed."""
    return static_file(name, request.headers.get("if-none-match"))


@router.post("/view")
async def view(request: Request) -> Response:
    """Xem (view): a text or file, or a record already made, as the whole page or, for scripts, as JSON."""
    form: FormData | None = None
    try:
        form = await _form(request)
        language = _language(request, form)
        if form.get("record"):
            return _keep(request, await _show(request, form, language), form)
        given = Given(SAMPLE, "van-ban-mau.txt") if form.get("sample") else checked(await from_form(form), settings_of(request))
        if _wants_json(request):
            return Response(await run_job(request, given, view_jobs.VIEW, language=language), media_type="application/json")
        html = await run_job(request, given, view_jobs.PAGE, language=language, theme=_theme(request, form), **_shell(request))
        return Response(html, media_type=_HTML)
    except BienbanError as error:
        if _wants_json(request):
            raise
        return _refusal(request, error, form)


@router.post("/correct")
async def correct(request: Request) -> Response:
    """Sửa (correct): JSON ``{record, changes, operation}``; answers as ``/view`` does."""
    return Response(await _run_json(request, view_jobs.CORRECT), media_type="application/json")


@router.post("/form")
async def form(request: Request) -> Response:
    """Biểu mẫu sửa (form): HTML of the form for the item ``id`` of ``record``."""
    return Response(await _run_json(request, view_jobs.FORM), media_type=_HTML)


@router.post("/export/gold")
async def export_gold(request: Request) -> Response:
    """Dữ liệu huấn luyện (gold): the two files in a ZIP archive, or, with ``check``, what the linter says of them."""
    form = await _form(request)
    meta, record = _meta(form), Given(_text(form, "record"))
    if form.get("check"):
        found = await run_job(request, record, view_jobs.FINDINGS, meta=meta, language=_language(request, form))
        return Response(found, media_type="application/json")
    return _download(await run_job(request, record, view_jobs.GOLD, meta=meta), f"{meta['id'] or 'gold'}.zip", "application/zip")


@router.post("/export/{format}")
async def export(request: Request, format: str) -> Response:
    """Tải về (export): the record of the form in one of the formats, verified before it is rendered."""
    form: FormData | None = None
    try:
        form = await _form(request)
        if format not in FORMATS:
            raise RequestError.of("BB604")
        record, language = _text(form, "record"), _language(request, form)
        options = {"format": format, "language": language, "header": next((h for h in get_args(Header) if h == form.get("header")), "")}
        name, _, data = (await run_job(request, Given(record), view_jobs.EXPORT, **options)).partition(b"\n")
        return _download(data, name.decode("ascii"), FORMATS[format].media_type)
    except BienbanError as error:
        if _wants_json(request):
            raise
        return _refusal(request, error, form)


async def _show(request: Request, form: FormData, language: Language) -> Response:
    kept = form.get("changes")
    data = f'{{"record":{_text(form, "record")},"changes":{kept if isinstance(kept, str) and kept else "[]"}}}'
    html = await run_job(request, Given(data), view_jobs.SHOW, language=language, theme=_theme(request, form), **_shell(request))
    return Response(html, media_type=_HTML)


async def _form(request: Request) -> FormData:
    form = await read_form(request, settings_of(request))
    request.app.state.csrf.check(request, form.get(CSRF_FIELD))
    return form


async def _run_json(request: Request, call: str) -> bytes:
    """What a worker makes of a body of JSON. It is read there: a few megabytes of small values would hold up everybody here."""
    request.app.state.csrf.check(request, request.headers.get(CSRF_HEADER))
    if media_type(request) != JSON_TYPE:
        raise RequestError.of("BB606", kind=JSON_TYPE)
    return await run_job(request, Given(await request.body()), call, packed=True, language=_language(request))


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    if not isinstance(value, str) or not value:
        raise RequestError.of("BB602", name=name)
    return value


def _meta(form: FormData) -> dict[str, Any]:
    given = {name: form.get(name) for name in _META}
    return {name: value[:_LONGEST_META] if isinstance(value, str) else "" for name, value in given.items()}


def _wants_json(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _chosen(value: object) -> Language:
    return next((language for language in LANGUAGES if language == value), "vi")


def _language(request: Request, form: FormData | None = None) -> Language:
    """What was just chosen, else what was chosen before, else what the browser asks for."""
    told = (form.get("lang") if form is not None else None) or request.query_params.get("lang") or request.cookies.get("lang")
    return _chosen(told or language_of(request.headers.get("accept-language")))


def _theme(request: Request, form: FormData | None = None) -> str:
    told = (form.get("theme") if form is not None else None) or request.query_params.get("theme") or request.cookies.get("theme")
    return told if isinstance(told, str) and told in THEMES else "auto"


def _shell(request: Request) -> dict[str, Any]:
    settings = settings_of(request)
    saving = settings.save_dir is not None
    return {"csrf": request.app.state.csrf.token(request), "max_bytes": settings.max_upload_bytes, "accept": ACCEPT, "can_save": saving}


def _keep(request: Request, response: Response, chosen: Any) -> Response:
    """Language and theme are the only things remembered, in cookies of this site alone."""
    secure = request.url.scheme == "https"
    for name, known in (("lang", LANGUAGES), ("theme", THEMES)):
        value = chosen.get(name)
        if isinstance(value, str) and value in known:
            response.set_cookie(name, value, max_age=_YEAR, samesite="strict", secure=secure)
    return response


def _refusal(request: Request, error: BienbanError, form: FormData | None) -> Response:
    """The page with the reason, and the pasted text still in its place; a file has to be chosen again."""
    note(request.scope, code=error.code)
    language, text = _language(request, form), form.get("text") if form is not None else None
    reason = " ".join(filter(None, (error.message_vi if language == "vi" else error.message_en, hint(error.code, language))))
    draft = text if isinstance(text, str) and not isinstance(text, UploadFile) else ""
    html = page(language, _theme(request, form), error=f"{reason} [{error.code}]", draft=draft, **_shell(request))
    return Response(html, status_of(error.code), media_type=_HTML)


def _download(data: bytes, name: str, media_type: str) -> Response:
    safe = "".join(char for char in name if char.isascii() and (char.isalnum() or char in "._-"))
    return Response(data, media_type=media_type, headers={"content-disposition": f'attachment; filename="{safe}"'})
