"""Các trường được chấm (scored fields): their order, Vietnamese labels, and what each is judged over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from bienban.evaluation.align import Pair
from bienban.evaluation.fields_people import document_outcomes, people_outcomes
from bienban.evaluation.fields_rest import rest_outcomes
from bienban.evaluation.fields_work import commitment_outcomes, meeting_outcomes, result_outcomes, target_outcomes, task_outcomes
from bienban.evaluation.outcomes import Outcome
from bienban.records import Report

_JUDGES: tuple[Callable[[Pair], Iterator[Outcome]], ...] = (
    meeting_outcomes, people_outcomes, document_outcomes, result_outcomes, task_outcomes, target_outcomes, commitment_outcomes,
    rest_outcomes,
)  # fmt: skip

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "meeting.date": "ngày họp",
        "meeting.kind": "loại họp (chính)",
        "meeting.kinds": "loại họp (mọi loại)",
        "meeting.time_of_day": "buổi",
        "meeting.organizer": "cơ quan tổ chức",
        "meeting.title": "tên cuộc họp",
        "meeting.title.strict": "tên cuộc họp (chặt)",
        "meeting.place": "địa điểm",
        "meeting.topic": "nội dung",
        "meeting.period": "kỳ được đánh giá",
        "meeting.next_period": "kỳ tới",
        "attendee.name": "người dự",
        "attendee.post": "chức vụ",
        "attendee.post.exact": "chức vụ (đúng chức danh và cơ quan)",
        "attendee.unnamed": "người dự không nêu tên",
        "attendee.group": "nhóm, đơn vị dự",
        "attendee.count": "số người của nhóm *",
        "attendee.honorific": "xưng hô *",
        "attendee.given_name": "tên gọi *",
        "attendee.site": "điểm cầu *",
        "attendee.mention": "các lần nhắc đến *",
        "role.chair": "chủ trì",
        "role.speaker": "phát biểu",
        "role.presenter": "trình bày báo cáo",
        "role.speaking": "phát biểu hoặc trình bày",
        "role.attendee": "tham dự",
        "role.secretary": "thư ký",
        "role.absent": "vắng mặt",
        "role.unnamed": "vai trò của người, nhóm không nêu tên *",
        "document.own": "số ký hiệu của chính văn bản",
        "document.any": "văn bản viện dẫn",
        "document.symbol": "số ký hiệu",
        "document.date": "ngày ban hành *",
        "document.type": "loại văn bản *",
        "document.role": "vai trò văn bản *",
        "document.issuer": "cơ quan ban hành *",
        "document.number": "số *",
        "document.year": "năm trong ký hiệu *",
        "document.codes": "chữ viết tắt cơ quan ban hành *",
        "document.mention": "các lần nhắc lại văn bản *",
        "result.progress": "kết quả dạng n/m",
        "result.figure": "số liệu",
        "result.vote": "biểu quyết",
        "result.award": "khen thưởng",
        "result.span": "kết quả (vị trí)",
        "result.strict": "kết quả (vị trí, chặt)",
        "result.kind": "dạng kết quả *",
        "result.basis": "so với *",
        "result.unit": "đơn vị tính của kết quả *",
        "result.measure": "nội dung được tính *",
        "result.period": "kỳ của kết quả *",
        "result.organization": "đơn vị đạt kết quả *",
        "task_list": "danh mục nhiệm vụ",
        "task_list.declared": "số nhiệm vụ nêu ra *",
        "task_list.found": "số nhiệm vụ liệt kê *",
        "task_list.partial": "danh mục không đầy đủ *",
        "task_list.period": "kỳ của danh mục *",
        "task_list.agreed_by": "bên thống nhất danh mục *",
        "task": "nhiệm vụ",
        "task.strict": "nhiệm vụ (chặt)",
        "task.enumerated": "nhiệm vụ có đánh số",
        "task.kind": "loại nhiệm vụ *",
        "task.lead": "chủ trì thực hiện *",
        "task.coordinating": "phối hợp thực hiện *",
        "task.due": "thời hạn *",
        "task.assigner": "người giao *",
        "task.list": "liên kết nhiệm vụ - danh mục *",
        "task.parent": "liên kết nhiệm vụ cha *",
        "task.marker": "dấu đầu mục *",
        "task.ordinal": "số thứ tự *",
        "task.product": "sản phẩm *",
        "target": "chỉ tiêu",
        "target.span": "chỉ tiêu (vị trí)",
        "target.strict": "chỉ tiêu (vị trí, chặt)",
        "target.unit": "đơn vị tính *",
        "target.direction": "chiều *",
        "target.measure": "nội dung chỉ tiêu *",
        "target.organization": "đơn vị của chỉ tiêu *",
        "target.due": "thời hạn chỉ tiêu *",
        "target.task": "liên kết chỉ tiêu - nhiệm vụ *",
        "target.commitment": "liên kết chỉ tiêu - cam kết *",
        "commitment": "cam kết",
        "commitment.strict": "cam kết (chặt)",
        "commitment.speaker": "người cam kết *",
        "commitment.on_behalf_of": "thay mặt *",
        "commitment.strength": "mức cam kết *",
        "commitment.due": "thời hạn cam kết *",
        "commitment.target": "liên kết cam kết - chỉ tiêu *",
        "commitment.act": "lời cam kết *",
        "commitment.partner": "cùng thực hiện *",
        "commitment.statement": "liên kết cùng một lời *",
        "warning": "cảnh báo",
    }
)
"""Fields in the order of the tables, with Vietnamese labels; ``*`` marks attributes, judged over items already found."""
LIST_FIELDS = (
    "attendee.name", "attendee.unnamed", "attendee.group", "document.any", "result.progress", "result.figure", "result.vote", "result.award",
    "task_list", "task", "target", "commitment",
)  # fmt: skip
"""One field for each list of a record, none counting an item twice: what is invented in a text is counted over these."""


def outcomes(gold: Report, found: Report) -> tuple[Outcome, ...]:
    """Chấm một báo cáo (judge one report): every outcome of every field; the two records must be of the same text.

    ``ValueError`` where they are not, for then no offset of one means anything in the other, and where the record judged
    says that words stand where they do not, or leads to an item that is not there.
    """
    found.verify()
    if gold.text != found.text:
        raise ValueError(f"{gold.source.id}: the two records are of different texts")
    pair = Pair(gold, found)
    return tuple(outcome for judge in _JUDGES for outcome in judge(pair))
