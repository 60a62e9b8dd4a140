"""Word texts as Word writes them, made from a few marks: for tests that need a file with just that in it."""

import io
import zipfile
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def run(text: str, *, bold: bool = False) -> str:
    return (
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"
    )


def p(
    *runs: str, style: str = "", number: int = 0, depth: int = 0, centred: bool = False, mark: str = ""
) -> str:
    """A paragraph of runs, or of plain texts."""
    said = "".join(part if part.startswith("<") else run(part) for part in runs)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    properties += '<w:jc w:val="center"/>' if centred else ""
    properties += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{said}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of rows of cells; a cell is paragraphs, or plain text."""
    cells = [[cell if cell.startswith("<w:p") else p(cell) for cell in row] for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{_cells(row)}</w:tr>' for row in cells)}</w:tbl>"


def _cells(row: list[str]) -> str:
    return "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row)


def level(depth: int, form: str, text: str, *, start: int = 1, style: str = "", restart: int = 9) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{linked}'
        f'<w:lvlRestart w:val="{restart}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, lists: tuple[int, ...] = (1,), restarts: tuple[int, ...] = ()) -> str:
    """One definition with these levels and the lists that use it; those in `restarts` begin at 1 again."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    used = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="7"/>{again if n in restarts else ""}</w:num>'
        for n in lists
    )
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{used}'


def docx(*body: str, numbers: str = "", styles: str = "", space: str = WORD, **parts: str | bytes) -> bytes:
    """The bytes of a .docx with that body; `parts` are further files in it, `__` standing for a slash."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{"".join(body)}</w:body></w:document>',
    }
    if numbers:
        files["word/numbering.xml"] = f'<w:numbering xmlns:w="{space}">{numbers}</w:numbering>'
    if styles:
        files["word/styles.xml"] = f'<w:styles xmlns:w="{space}">{styles}</w:styles>'
    return zipped(files | {name.replace("__", "/"): data for name, data in parts.items()})


def zipped(files: dict[str, str | bytes]) -> bytes:
    """An archive of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()
