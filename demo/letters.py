"""A title -> a one-page PDF that says it is an example: letters and decisions of the story."""

import html


def one_page(title: str) -> bytes:
    """A page with the title and the words "data contoh"."""
    import weasyprint

    page = f"""<html lang="id"><title>{html.escape(title)}</title>
        <body style="font: 12pt serif; text-align: center">
        <h1 style="font-size: 16pt; margin-top: 6cm">{html.escape(title)}</h1>
        <p>Berkas ini bagian dari data contoh dan tidak mempunyai akibat hukum.</p></body></html>"""
    return bytes(weasyprint.HTML(string=page).write_pdf())
