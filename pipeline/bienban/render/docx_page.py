"""Trang Word theo Nghị định 30 (Word page): paper, type, and the few kinds of paragraph and table an office form is made of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bienban.render.cells import printable

if TYPE_CHECKING:
    from docx.document import Document

FONT, SIZE, TABLE_SIZE = "Times New Roman", 14, 13
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}
"""Millimetres."""
LEFT, CENTER, JUSTIFY = 0, 1, 3
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format stores a date without zone
_A4 = (210, 297)


def new_document() -> Document:
    """Tài liệu mới (new document): A4, margins and type of Nghị định 30, no theme, no name, no time.

    Raises ``ImportError`` without python-docx.
    """
    docx = import_module("docx")
    document: Document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = "Tóm tắt nội dung cuộc họp"
    properties.language = "vi-VN"
    properties.created = properties.modified = _CREATED
    properties.revision = 1
    section = document.sections[0]
    section.page_width, section.page_height = _mm(_A4[0]), _mm(_A4[1])
    _margins(section)
    normal = document.styles["Normal"]
    _typeface(normal, SIZE)
    normal.paragraph_format.space_after = _pt(6)
    normal.paragraph_format.line_spacing = 1.1
    return document


def _typeface(style: Any, size: float) -> None:
    """The font for all scripts: a theme font in any of the four places would win over the name."""
    qn = import_module("docx.oxml.ns").qn
    style.font.name, style.font.size = FONT, _pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    language = import_module("docx.oxml").OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)


def _mm(value: float) -> Any:
    return import_module("docx.shared").Mm(value)


def _pt(value: float) -> Any:
    return import_module("docx.shared").Pt(value)


def _margins(section: Any) -> None:
    for side, size in MARGINS.items():
        setattr(section, f"{side}_margin", _mm(size))
    section.header_distance = _mm(10)


def paragraph(
    holder: Any, text: str, *, bold: bool = False, italic: bool = False, align: int = LEFT, size: float | None = None, indent: bool = False,
    before: float = 0, after: float = 6,
) -> Any:  # fmt: skip
    """Đoạn (paragraph) of one run; ``indent`` is the first line's 10 mm, spaces are in points."""
    made = holder.add_paragraph()
    _say(made, text, bold=bold, italic=italic, size=size)
    made.alignment = align
    made.paragraph_format.space_before, made.paragraph_format.space_after = _pt(before), _pt(after)
    if indent:
        made.paragraph_format.first_line_indent = _mm(10)
    return made


def _say(made: Any, text: str, *, bold: bool = False, italic: bool = False, size: float | None = None) -> None:
    run = made.add_run(printable(text))
    run.bold, run.italic = bold or None, italic or None
    if size is not None:
        run.font.size = _pt(size)


def heading(document: Any, text: str) -> None:
    """Đề mục (heading) in the document's outline, kept with what follows; black and upright as offices write it."""
    made = paragraph(document, text, bold=True, before=6, indent=True)
    made.paragraph_format.keep_with_next = True
    level = import_module("docx.oxml").OxmlElement("w:outlineLvl")
    level.set(import_module("docx.oxml.ns").qn("w:val"), "0")
    made._p.get_or_add_pPr().append(level)


def bullet(document: Any, text: str) -> None:
    """Gạch đầu dòng (dash item)."""
    paragraph(document, f"- {text}", indent=True, align=JUSTIFY, after=3)


def line_under(document: Any) -> None:
    """Nét kẻ ngắn (short rule) under a title."""
    made = paragraph(document, "", align=CENTER, after=8)
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = _mm(62)
    made.paragraph_format.line_spacing = _pt(4)
    _border(made, "top")


def _border(made: Any, side: str) -> None:
    oxml, qn = import_module("docx.oxml"), import_module("docx.oxml.ns").qn
    borders, edge = oxml.OxmlElement("w:pBdr"), oxml.OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    properties = made._p.get_or_add_pPr()
    # The schema fixes the order of these elements; borders come before spacing, indents and alignment.
    following = next((child for child in properties if child.tag in {qn("w:spacing"), qn("w:ind"), qn("w:jc")}), None)
    if following is None:
        properties.append(borders)
    else:
        following.addprevious(borders)


def page_number(document: Any) -> None:
    """Số trang (page number): centred above, from the second page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _number_field(section.header.paragraphs[0])


def _number_field(made: Any) -> None:
    oxml, qn = import_module("docx.oxml"), import_module("docx.oxml.ns").qn
    made.alignment = CENTER
    field = oxml.OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    made._p.append(field)
    run = made.add_run("1")
    run.font.size = _pt(13)
    field.append(run._r)


def section_landscape(document: Any) -> None:
    """Phần nằm ngang (landscape section) on a new page, for wide tables."""
    sections = import_module("docx.enum.section")
    section = document.add_section(sections.WD_SECTION.NEW_PAGE)
    section.orientation = sections.WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _mm(_A4[1]), _mm(_A4[0])
    _margins(section)
    section.different_first_page_header_footer = False


def table(document: Any, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """Bảng (table) with rules, its heading repeated on every page, no row split; ``widths`` in millimetres."""
    made = document.add_table(rows=1 + len(rows), cols=len(columns))
    made.style = document.styles["Table Grid"]
    made.autofit = False
    for index, width in enumerate(widths):
        made.columns[index].width = _mm(width)
    # One walk: asking a table for a cell by row and column searches the whole table.
    for number, (row, values) in enumerate(zip(made.rows, (columns, *rows), strict=True)):
        _row(row, header=number == 0)
        for index, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            cell.width = _mm(widths[index])
            _cell(cell, value, bold=number == 0, align=CENTER if number == 0 or index == 0 else LEFT)


def _row(row: Any, *, header: bool) -> None:
    oxml = import_module("docx.oxml")
    properties = row._tr.get_or_add_trPr()
    properties.append(oxml.OxmlElement("w:cantSplit"))
    if header:
        properties.append(oxml.OxmlElement("w:tblHeader"))


def _cell(cell: Any, text: str, *, bold: bool = False, align: int = LEFT) -> None:
    made = cell.paragraphs[0]
    _say(made, text, bold=bold, size=TABLE_SIZE)
    made.alignment = align
    made.paragraph_format.space_before = made.paragraph_format.space_after = _pt(2)
    made.paragraph_format.line_spacing = 1.0


def two_columns(document: Any, left: Sequence[tuple[str, dict[str, Any]]], right: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Hai cột không kẻ (two borderless columns): the blocks at head and foot of a document; ``rule`` is how far a line under it is indented."""
    made = document.add_table(rows=1, cols=2)
    made.autofit = False
    for column, cell, width, lines in zip(made.columns, made.rows[0].cells, (66, 99), (left, right), strict=True):
        column.width = cell.width = _mm(width)
        for number, (text, looks) in enumerate(lines):
            block = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            block.alignment = LEFT if looks.get("align") == "left" else CENTER
            block.paragraph_format.space_after = _pt(2)
            _say(block, text, bold=looks.get("bold", False), italic=looks.get("italic", False), size=looks.get("size", 12))
            if looks.get("rule"):
                block.paragraph_format.left_indent = block.paragraph_format.right_indent = _mm(looks["rule"])
                _border(block, "bottom")
    paragraph(document, "", after=0)


def fixed_bytes(data: bytes) -> bytes:
    """Tệp không phụ thuộc giờ (fixed bytes): the same parts packed again, in the same order, without times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, given.read(name))
    return stream.getvalue()
