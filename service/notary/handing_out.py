"""The verifiers, each as one file to hand to somebody by itself: for Python, and for a browser.

The same sources make the same bytes, so that whoever builds it from the published sources can
compare. One needs Python 3.11 and `cryptography`, the other any browser with Ed25519.
"""

import ast
import hashlib
import re
from pathlib import Path

from service.notary.strict import encoded

MODULES = (
    "strict", "merkle", "note", "checkpoint", "cosignature", "policy", "findings", "lines",
    "entries", "rows", "auditing", "journal", "export", "proof", "promise", "fork", "verifier",
)  # fmt: skip
"""In an order in which each needs only those before it."""


def single_file() -> str:
    """The source of the whole verifier."""
    plain: set[str] = set()
    named: dict[str, set[str]] = {}
    parts: list[str] = []
    for name in MODULES:
        source = (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8")
        tree = ast.parse(source)
        lines = source.splitlines()
        for node in tree.body:
            if isinstance(node, ast.Import):
                plain.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                names = named.setdefault(str(node.module), set())
                names.update(alias.name for alias in node.names)
            else:
                continue
            lines[node.lineno - 1 : node.end_lineno] = [""] * _height(node)
        about = tree.body[0]
        if name == MODULES[-1]:
            heading = lines[: about.end_lineno]
        else:
            parts.append(f"# {name}: {_first(tree)}")
        parts += lines[about.end_lineno :]
    body = _one_empty_line([line.rstrip() for line in parts])
    imports = [f"import {name}" for name in sorted(plain)] + [
        f"from {module} import {', '.join(sorted(names))}"
        for module, names in sorted(named.items())
        if not module.startswith("service.")
    ]
    return "\n".join([*heading, "", *imports, "", *body, ""])


def page() -> str:
    """The second verifier in a page that works without network, and reaches none: its policy
    (W3C Content Security Policy) lets run what it was built with and nothing else."""
    folder = Path(__file__).parent
    script = (folder / "verify.mjs").read_text(encoding="utf-8")
    whole = (folder / "verify.html").read_text(encoding="utf-8").replace("VERIFIER\n", script, 1)
    for kind in ("script", "style"):
        found = re.search(rf"<{kind}[^>]*>(.*?)</{kind}>", whole, re.DOTALL)
        digest = hashlib.sha256(found[1].encode() if found else b"").digest()
        whole = whole.replace(f"{kind.upper()}-HASH", f"sha256-{encoded(digest)}", 1)
    return whole


def _height(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _first(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").splitlines()[0]


def _one_empty_line(lines: list[str]) -> list[str]:
    """Never two in a row: it is one file, and to be read as one."""
    return [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
