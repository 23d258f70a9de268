"""Mô tả API (API description): bodies, examples and errors for the OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from bienban.errors import MESSAGES
from bienban.web.api_problems import MEDIA_TYPE, status_of

_EXAMPLE = "Sáng 05/3/2024, UBND xã Bình Hạ tổ chức họp giao ban tháng 3. Ông Lê Văn Tám, Chủ tịch UBND xã chủ trì."

DESCRIPTION = (
    "Đọc báo cáo cuộc họp tiếng Việt, trả về bản ghi có cấu trúc. Không có gì được lưu lại. / "
    "Vietnamese meeting reports in, structured, grounded records out. Nothing is stored.\n\n"
    "Mọi lỗi là `application/problem+json` (RFC 9457) với mã `BBnnn` và lời báo bằng hai thứ tiếng. / "
    "Every error is a problem document (RFC 9457) with a code `BBnnn` and a message in both languages."
)
EXTRACT_DESCRIPTION = (
    "Gửi văn bản bằng JSON (`text`, tùy chọn `name`), bằng biểu mẫu với một tệp (`file`), hoặc là chính phần thân (`text/plain`, mọi bảng mã "
    "tiếng Việt quen dùng). Trả về đúng từng byte như `bienban.extract(…).to_json()`. / Send the text as JSON (`text`, optionally `name`), as a "
    "form with one file (`file`), or as the body itself (`text/plain`, in any encoding Vietnamese offices used). The answer is, byte for byte, "
    "that of `bienban.extract(…).to_json()`.\n\n"
    "Văn bản có dấu chỉ độ mật (MẬT, TỐI MẬT, TUYỆT MẬT) bị từ chối với mã BB612, trừ khi máy chủ chạy với `--allow-marked`. / A document that "
    "bears a secrecy marking is refused with BB612 unless the server runs with `--allow-marked`."
)
GOLD_DESCRIPTION = (
    "Lưu bản đã sửa làm gold để huấn luyện: bản ghi (`record`) cùng lý lịch (`meta`), hoặc văn bản (`text`) cùng chú giải theo dạng của kho gold "
    "(`gold`). Chỉ khi máy chủ chạy với `--save-dir`. / Save a corrected record as gold for training: the `record` with its `meta`, or the `text` "
    "with its annotation in the form of the gold corpus (`gold`). Only where the server runs with `--save-dir`."
)
EXTRACT_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object", "required": ["text"], "additionalProperties": False,
                "properties": {"text": {"type": "string", "minLength": 1}, "name": {"type": ["string", "null"]}},
            },
            "examples": {"report": {"summary": "Một báo cáo ngắn / A short report", "value": {"text": _EXAMPLE, "name": "giao-ban.txt"}}},
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {"type": "string", "format": "binary", "description": "Tệp văn bản / A text file"},
                    "text": {"type": "string", "description": "Thay cho tệp / Instead of a file"},
                    "name": {"type": "string", "description": "Tên, khi gửi text / Its name, with text"},
                },
            }
        },
        "text/plain": {"schema": {"type": "string"}, "examples": {"report": {"value": _EXAMPLE}}},
    },
}  # fmt: skip
GOLD_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "oneOf": [
                    {
                        "type": "object", "required": ["text", "gold"], "additionalProperties": False,
                        "properties": {"text": {"type": "string", "minLength": 1}, "gold": {"type": "object"}},
                    },
                    {
                        "type": "object", "required": ["record", "meta"], "additionalProperties": False,
                        "properties": {"record": {"$ref": "#/components/schemas/Report"}, "meta": {"type": "object"}},
                    },
                ]
            },
            "examples": {
                "report": {
                    "value": {
                        "text": _EXAMPLE,
                        "gold": {
                            "meta": {"id": "x", "kind": "press", "issuer": "UBND xã Bình Hạ", "author": "văn phòng", "era": 2024},
                            "meeting": {"kinds": ["briefing"]},
                        },
                    }
                }
            },
        }
    },
}  # fmt: skip


def _object(description: str, **properties: Any) -> dict[str, Any]:
    """A response: a JSON object all of whose properties are there."""
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_COUNT = {"type": "integer", "minimum": 0}
_WORD = {"type": "string"}
HEALTH = _object("Đang chạy / Alive", status={"const": "ok"}, workers=_COUNT, free=_COUNT, waiting=_COUNT)
VERSION = _object("Các phiên bản / Versions", bienban=_WORD, rules=_WORD, schema_version=_WORD)
SAVED = _object("Đã lưu / Saved", id=_WORD, files={"type": "array", "items": _WORD}, replaced={"type": "boolean"})
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "message_vi", "message_en"],
    "properties": {
        "type": {"type": "string", "format": "uri"}, "title": _WORD, "status": {"type": "integer"}, "detail": _WORD,
        "code": {"type": "string", "pattern": "^BB[0-9]{3}$"}, "message_vi": _WORD, "message_en": _WORD,
    },
}  # fmt: skip
PROBLEM = {"$ref": "#/components/schemas/Problem"}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Các lỗi (problems) that an operation may answer with: a response for each status, one example for each code."""
    return {status: _problem_response(status) for status in statuses}


def _problem_response(status: int) -> dict[str, Any]:
    codes = [code for code in MESSAGES if status_of(code) == status]
    examples = {code: {"value": _problem_example(code, status)} for code in codes}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": PROBLEM, "examples": examples}}}


def _problem_example(code: str, status: int) -> dict[str, Any]:
    message = MESSAGES[code]
    return {
        "type": f"urn:bienban:error:{code}", "title": HTTPStatus(status).phrase, "status": status, "detail": message.vi, "code": code,
        "message_vi": message.vi, "message_en": message.en,
    }  # fmt: skip
