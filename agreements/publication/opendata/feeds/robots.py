"""What programs may read -> robots.txt (RFC 9309): everything public, but not every combination of questions."""

from agreements.publication.opendata.rows import address

_NOT = ("/meja/", "/masuk/", "/admin/", "/bahasa/", "/saran/", "/ikuti/", "/kerja-sama/?", "/umpan.atom?")
"""What is behind a login, what is a form, and the catalogue's endless combinations; the sitemap knows every page."""


def robots() -> str:
    """The text of robots.txt."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT), "Allow: /", ""]
    return "\n".join([*lines, f"Sitemap: {address('agreements:sitemap')}", ""])
