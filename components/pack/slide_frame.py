"""An empty deck in our type and colours: 16 to 9, two layouts with real placeholders, and the few
ways in which words and pictures come onto a slide. Lengths are points.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from components.charts.palette import LIGHT
from components.pack import measure
from csp.narrative import Run

WIDE, HIGH = 960.0, 540.0  # 13.33 × 7.5 inches
EDGE = 36.0  # left and right
ROOM = WIDE - 2 * EDGE
LANGUAGE = "en-GB"
FONT = "IBM Plex Sans"
# What a machine without our font looks for: a sans-serif of everyday width, as Arial is.
SANS = 'panose="020B0604020202020204" pitchFamily="34" charset="0"'
COLOURS = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.bg,
    "dk2": LIGHT.muted,
    "lt2": LIGHT.surface,
    "accent1": LIGHT.accent,
    "accent2": LIGHT.worse,
    "accent3": LIGHT.neither,
    "accent4": LIGHT.better,
    "accent5": LIGHT.context,
    "accent6": LIGHT.illustrative_edge,
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.accent,
}
TITLE_SIZES = (30, 28, 26, 24, 22, 20)
# The parts of a zip file carry a day; this is the first that the format knows.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def deck() -> Any:
    """A presentation without slides, with the layouts “Title” and “Message”."""
    made = Presentation()
    made.slide_width, made.slide_height = Pt(WIDE), Pt(HIGH)
    _theme(made.slide_master.part)
    _styles(made.slide_master._element)
    kept = {0: "Title", 1: "Message"}
    for at, layout in reversed(list(enumerate(made.slide_layouts))):
        if at in kept:
            layout.name = kept[at]
        else:
            made.slide_layouts.remove(layout)
    title, message = made.slide_layouts
    for held in (made.slide_master, title, message):
        _frame(held)
    _place(title.placeholders[0], EDGE, 150, ROOM, 110)
    _place(title.placeholders[1], EDGE, 264, ROOM, 60)
    _place(message.placeholders[1], EDGE, 112, ROOM, 30)
    # Text, not "content": the sentence below the title.
    message.placeholders[1]._element.find(".//" + qn("p:ph")).set("type", "body")
    return made


def _theme(master: Any) -> None:
    """Our colours and our font in the theme, which new text takes its looks from."""
    theme = next(rel.target_part for rel in master.rels.values() if rel.reltype.endswith("/theme"))
    text = theme.blob.decode()
    for name, value in COLOURS.items():
        colour = f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", colour, text, count=1)
    text = text.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}" {SANS}/>')
    text = text.replace('<a:cs typeface=""/>', '<a:cs typeface="Arial"/>')
    text = text.replace('name="Office Theme"', 'name="Community safety"').replace(
        'name="Office"', 'name="Community safety"'
    )
    theme._blob = text.encode()


def _styles(master: Any) -> None:
    title = master.find(".//" + qn("p:titleStyle") + "/" + qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2800")
    title.find(qn("a:defRPr")).set("b", "1")
    body = master.find(".//" + qn("p:bodyStyle") + "/" + qn("a:lvl1pPr"))
    for name in ("marL", "indent"):
        body.set(name, "0")
    body.remove(body.find(qn("a:buFont")))
    body.replace(body.find(qn("a:buChar")), parse_xml(f"<a:buNone {nsdecls('a')}/>"))
    body.find(qn("a:defRPr")).set("sz", "1800")


def _frame(held: Any) -> None:
    """Title, foot and number at their places; no day of PowerPoint's own."""
    for one in list(held.placeholders):
        kind = one.placeholder_format.type
        name = str(kind).split(" ", maxsplit=1)[0]
        if name == "DATE":
            one._element.getparent().remove(one._element)
        elif name in ("TITLE", "CENTER_TITLE"):
            _place(one, EDGE, 38, ROOM, 74)
        elif name in ("BODY", "OBJECT", "SUBTITLE"):
            _place(one, EDGE, 112, ROOM, 380)
        elif name == "FOOTER":
            _place(one, EDGE, 512, ROOM - 70, 20)
            _small(one, "l")
        elif name == "SLIDE_NUMBER":
            _place(one, WIDE - EDGE - 60, 512, 60, 20)
            _small(one, "r")


def _small(one: Any, align: str) -> None:
    style = one._element.find(".//" + qn("a:lvl1pPr"))
    if style is not None:
        style.set("algn", align)
        run = style.find(qn("a:defRPr"))
        run.set("sz", "1000")


def _place(one: Any, left: float, top: float, wide: float, high: float) -> None:
    one.left, one.top, one.width, one.height = Pt(left), Pt(top), Pt(wide), Pt(high)


def place(one: Any, left: float, top: float, wide: float, high: float) -> Any:
    """Puts a shape where it belongs."""
    _place(one, left, top, wide, high)
    return one


def write(
    frame: Any,
    paragraphs: Iterable[Iterable[Run]],
    size: float,
    *,
    colour: str = LIGHT.ink,
    bold: bool = False,
    align: str = "left",
    anchor: str = "top",
    points: bool = False,
) -> None:
    """Words into a text frame, paragraph by paragraph."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE}[anchor]
    for at, told in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if align == "right" else PP_ALIGN.LEFT
        if points:
            _pointed(paragraph, size)
        for each in told:
            run(paragraph, each, size, colour, bold=bold or each.bold)


def run(paragraph: Any, told: Run, size: float, colour: str, *, bold: bool) -> None:
    """Words that look alike, at the end of a paragraph."""
    made = paragraph.add_run()
    made.text = told.words
    made.font.size = Pt(size)
    made.font.bold = bold
    made.font.color.rgb = RGBColor.from_string(colour[1:])
    made._r.get_or_add_rPr().set("lang", LANGUAGE)
    if told.to:
        made.hyperlink.address = told.to


def _pointed(paragraph: Any, size: float) -> None:
    held = paragraph._p.get_or_add_pPr()
    held.set("marL", str(int(Pt(size))))
    held.set("indent", str(-int(Pt(size))))
    held.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="Arial"/>'))
    held.append(parse_xml(f'<a:buChar {nsdecls("a")} char="&#8226;"/>'))
    paragraph.space_after = Pt(size * 0.4)


def words(
    slide: Any,
    told: Iterable[Run],
    at: tuple[float, float, float, float],
    size: float,
    **looks: Any,
) -> Any:
    """A box of words at left, top, width and height."""
    box = slide.shapes.add_textbox(*map(Pt, at))
    write(box.text_frame, [told], size, **looks)
    return box


def picture(slide: Any, png: bytes, at: tuple[float, float, float, float], alt: str) -> Any:
    """A picture with its words; without words it is marked as decoration."""
    made = slide.shapes.add_picture(io.BytesIO(png), *map(Pt, at))
    described(made, alt)
    return made


def described(shape: Any, alt: str) -> None:
    """The words for a shape that is not read by itself; '' marks it as decoration."""
    held = shape._element.find(".//" + qn("p:cNvPr"))
    held.set("descr", alt)
    if not alt:
        held.append(
            parse_xml(
                f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
                f'<adec:decorative xmlns:adec="{DECORATIVE}" val="1"/></a:ext></a:extLst>'
            )
        )


def high(text: str, size: float, wide: float, *, bold: bool = False) -> float:
    """How high words stand in so much width."""
    return measure.lines(text, size, wide, bold=bold) * size * 1.22


def numbered(slide: Any, foot: str) -> None:
    """The foot and the number of a slide, in the layout's own places for them."""
    for one in slide.slide_layout.placeholders:
        name = str(one.placeholder_format.type).split(" ", maxsplit=1)[0]
        if name not in ("FOOTER", "SLIDE_NUMBER"):
            continue
        copied = deepcopy(one._element)
        slide.shapes._spTree.append(copied)
        own = next(
            shape
            for shape in slide.placeholders
            if shape.placeholder_format.type == one.placeholder_format.type
        )
        own._element.find(".//" + qn("p:cNvPr")).set("id", str(len(slide.shapes) + 100))
        if name == "FOOTER":
            own.text_frame.clear()
            write(own.text_frame, [[Run(foot)]], 10, colour=LIGHT.muted)


def saved(made: Any, title: str, author: str, on: date) -> bytes:
    """The deck as a file: the same slides give the same bytes, on whichever day they are made."""
    told = made.core_properties
    told.title, told.author, told.last_modified_by, told.language = title, author, author, LANGUAGE
    told.created = told.modified = datetime(on.year, on.month, on.day)  # noqa: DTZ001  # the format's
    told.revision = 1
    held = io.BytesIO()
    made.save(held)
    out = io.BytesIO()
    with zipfile.ZipFile(held) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(
                zipfile.ZipInfo(name, FIRST_DAY), before.read(name), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
