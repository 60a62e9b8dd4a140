"""Chooses which files of the packages are served, and serves them compressed under names with a digest."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder, FileSystemFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage

OF_PACKAGES = {
    "bootstrap": ["bootstrap.min.css"],
    "django_htmx": ["htmx-2.min.js"],
    "mfa": ["js/webauthn-json.js", "js/webauthn.js", "js/recovery_codes.js"],
    "account": ["js/account.js", "js/onload.js"],
    "admin": ["*"],
}


def chosen(prefix: str, path: str) -> bool:
    """Answer whether a file is ours or one that we use of a package."""
    package, inner = (prefix, path) if prefix else path.split("/", 1)
    return any(fnmatch(inner, pattern) for pattern in OF_PACKAGES.get(package, [] if prefix else ["*"]))


class ChosenFiles(FileSystemFinder):
    """Our own files, and of Bootstrap only the one style sheet that we use."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Answer the files to collect."""
        for path, storage in super().list(ignore_patterns):
            prefix = getattr(storage, "prefix", None) or ""
            if not prefix or chosen(prefix, path):
                yield path, storage


class ChosenAppFiles(AppDirectoriesFinder):
    """Of the packages' files only those that our pages use."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Answer the files to collect."""
        for path, storage in super().list(ignore_patterns):
            if chosen("", path):
                yield path, storage


class Storage(CompressedManifestStaticFilesStorage):
    """Names with a digest, compressed; the packages' source maps are neither served nor looked for."""

    patterns = (("*.css", CompressedManifestStaticFilesStorage.patterns[0][1][:2]),)  # url() and @import
    keep_only_hashed_files = True
