"""The verifier as one file, to hand to somebody by itself: the modules it is made of, joined.

The same sources make the same bytes, so that whoever builds it from the published sources can
compare. It needs Python 3.11 and `cryptography`.
"""

import ast
from pathlib import Path

MODULES = (
    "strict", "merkle", "note", "checkpoint", "cosignature", "policy", "findings", "entries",
    "lines", "rows", "auditing", "journal", "export", "proof", "promise", "fork", "verifier",
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


def _height(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _first(tree: ast.Module) -> str:
    return (ast.get_docstring(tree) or "").splitlines()[0]


def _one_empty_line(lines: list[str]) -> list[str]:
    """Never two in a row: it is one file, and to be read as one."""
    return [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
