"""The texts of letters and alerts (sjablonen), as data: by version and language, never edited.

A file a template. A text that changes gets a new version; the older ones stay, so that what a
resident was sent years ago can be shown again, word for word. `{name}` is filled in when it is
sent.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.codes import Language, Template
from domain.terms import Digest

BLANK = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Text:
    """One version of what a message says, in one language."""

    template: Template
    version: int
    language: Language
    subject: str
    body: str

    @property
    def digest(self) -> Digest:
        """SHA-256 (hex) of all of it: the fact that orders a message names its text by this."""
        said = (self.template.value, str(self.version), self.language.value, self.subject, "",
                self.body)  # fmt: skip
        return Digest(sha256("\n".join(said).encode()).hexdigest())

    @property
    def blanks(self) -> frozenset[str]:
        """What is filled in when it is sent."""
        return frozenset(BLANK.findall(self.subject + self.body))


def read(directory: Path) -> list[Text]:
    """Every text in the TOML files of a folder. Raises ValueError for one that stands twice."""
    texts = [
        _text(Template(told["template"]), each)
        for path in sorted(directory.glob("*.toml"))
        for told in (tomllib.loads(path.read_text("utf-8")),)
        for each in told["text"]
    ]
    named = [(text.template, text.version, text.language) for text in texts]
    if len(set(named)) < len(named):
        raise ValueError("templates: a version stands twice")
    return texts


def _text(template: Template, row: dict[str, Any]) -> Text:
    return Text(
        template, row["version"], Language(row["language"]), row["subject"], row["body"].strip()
    )


TEXTS = read(Path(__file__).parent)
"""Every version of every text, in every language that it is in."""
_BY_DIGEST = {text.digest: text for text in TEXTS}


def _newest(texts: Iterable[Text]) -> dict[tuple[Template, Language], Text]:
    return {(t.template, t.language): t for t in sorted(texts, key=lambda text: text.version)}


_CURRENT = _newest(TEXTS)


def current(template: Template, language: Language = Language.DUTCH) -> Text:
    """The newest text; the Dutch one where there is none in that language."""
    return _CURRENT.get((template, language)) or _CURRENT[template, Language.DUTCH]


def by_digest(digest: Digest) -> Text | None:
    """The text of that hash, or None where it is no text of ours or was edited since."""
    return _BY_DIGEST.get(digest)
