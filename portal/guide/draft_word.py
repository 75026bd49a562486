"""A draft as an editable Word document (DOCX), with real headings, in Colombian Spanish."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from portal.guide.draft_document import LINES, LIST
from portal.guide.draft_text import MARK, Block, Written

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGE = "es-CO"
FONT = "Arial"
STYLES = {LIST: "List Number"}


def docx(document: Written, *, made_at: datetime) -> bytes:
    """Letter paper, the mark of a draft above the text and on every sheet.

    The words are text, whatever they look like; they hold no control characters, which the forms
    take out and XML cannot carry.
    """
    import docx as word  # no start of the portal should load it

    paper = word.Document()
    _set_language(paper)
    _set_looks(paper)
    _describe(paper, document.title, made_at)
    paper.sections[0].header.paragraphs[0].text = MARK
    paper.add_paragraph().add_run(MARK).bold = True
    paper.add_heading(document.title, level=1)
    for block in document.blocks:
        _write(paper, block)
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _write(paper: "Document", block: Block) -> None:
    if block.title:
        paper.add_heading(block.title, level=2)
    lines = ["\n".join(block.lines)] if block.shape == LINES else block.lines
    for line in lines:
        paper.add_paragraph(line, style=STYLES.get(block.shape))


def _set_language(paper: "Document") -> None:
    """What spelling and screen readers go by."""
    from docx.oxml.ns import qn

    languages = paper.styles.element.xpath("w:docDefaults//w:lang")
    for language in (*languages, *paper.settings.element.xpath("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
    paper.core_properties.language = LANGUAGE


def _set_looks(paper: "Document") -> None:
    """One plain font that every telephone has, black, also where the template is blue."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for name, size in (("Normal", 12), ("Heading 1", 16), ("Heading 2", 13), ("Header", 10)):
        style = paper.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    section = paper.sections[0]
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _describe(paper: "Document", title: str, made_at: datetime) -> None:
    """The properties of the file say what it is, and nothing of anybody."""
    about = paper.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.created = about.modified = made_at.replace(tzinfo=None, microsecond=0)
