"""What people do in the rooms of an agreement in force: fill a form by its fields, take a PDF, go on in time."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

from PIL import Image

from tests.journeys.people import Someone, work_is_done

PHONE = {"width": 360, "height": 740}


def room(ref: str, name: str = "") -> str:
    """The address of a room of the agreement."""
    return f"/kerja-sama/{ref}/{name}/" if name else f"/kerja-sama/{ref}/"


def fills(someone: Someone, **values: Any) -> None:
    """Fill the fields of the form in view by name: text, a choice, a tick, a file."""
    for name, value in values.items():
        field = someone.page.locator(f"main [name={name}]")
        kind = field.first.get_attribute("type")
        if kind == "radio":
            someone.page.locator(f'main [name={name}][value="{value}"]').check()
        elif kind == "checkbox":
            field.check()
        elif kind == "file":
            field.set_input_files(value)
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(**(value if isinstance(value, dict) else {"value": value}))
        else:
            field.fill(str(value))


def does(someone: Someone, address: str, button: str, told: str = "", **values: Any) -> None:
    """Open the page, fill its form, press its button and read what the portal answers."""
    someone.page.goto(address)
    fills(someone, **values)
    someone.press(button)
    if told:
        someone.sees(told)


def fits(someone: Someone) -> bool:
    """Whether the page in view needs no scrolling to the side on a phone."""
    return bool(someone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"])


def photo(color: str = "sienna") -> dict[str, Any]:
    """A picture as a phone takes it."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(drawn, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def scan() -> dict[str, Any]:
    """A decision as the office's scanner gives it."""
    return photo("white") | {"name": "keputusan.jpg"}


def words_of(someone: Someone, path: str, folder: Path) -> str:
    """The words of a PDF, fetched with the session of that window; empty where no program here can read them."""
    answer = someone.page.request.get(path)
    assert answer.ok, answer.status
    assert answer.body().startswith(b"%PDF")
    if not shutil.which("pdftotext"):
        return ""
    file = folder / "surat.pdf"
    file.write_bytes(answer.body())
    read = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    return " ".join(read.stdout.split())


def letter_of(someone: Someone, subject: str) -> str:
    """Let the worker print; open the letter with that subject from the page in view; the address of its PDF."""
    work_is_done()
    someone.page.reload()
    someone.page.locator("main a[href*='/surat/']", has_text=subject).first.click()
    someone.sees("Unduh PDF")
    return str(someone.page.locator("main a[href$='surat.pdf']").first.get_attribute("href"))
