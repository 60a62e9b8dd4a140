"""What programs may read -> robots.txt (RFC 9309): all that is public; pages of questions name the one to find."""

from agreements.publication.opendata.rows import address

_NOT = ("/meja/", "/masuk/", "/admin/", "/bahasa/", "/umpan.atom?")
"""What is behind a login or no page; the catalogue's links to its endless combinations say "nofollow" themselves."""


def robots() -> str:
    """The text of robots.txt."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOT), "Allow: /", ""]
    return "\n".join([*lines, f"Sitemap: {address('agreements:sitemap')}", ""])
