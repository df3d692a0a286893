"""The API document as one plain page (/v1/docs): no scripts, and nothing from anywhere else."""

from collections.abc import Iterator
from html import escape
from typing import Any

from service.simulated import LABEL

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1a;background:#fff}code{background:#f2f2f2;padding:.1rem .3rem}"
    "section{border-top:1px solid #767676;margin-top:1rem;padding-top:.5rem}"
    "table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.2rem 1rem "
    ".2rem 0}"
)


def page(document: dict[str, Any], *, simulated: bool) -> str:
    """HTML of an OpenAPI document; of a simulated journal, it says so."""
    info = document["info"]
    about = "".join(f"<p>{escape(part)}</p>" for part in info["description"].split("\n\n"))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(info['title'])}</title><style>{STYLE}</style></head><body><main>"
        f"{f'<p><strong>{LABEL}</strong>: nobody in it exists.</p>' if simulated else ''}"
        f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>"
        f"{about}<p>The same for machines: <a href='/v1/openapi.json'>/v1/openapi.json</a>.</p>"
        f"{''.join(_operations(document))}</main></body></html>"
    )


def _operations(document: dict[str, Any]) -> Iterator[str]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield (
                f'<section id="{escape(operation["operationId"])}">'
                f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
                f"<p>{escape(operation['description'])}</p>"
                f"{_table(list(_asked(document, operation)))}</section>"
            )


def _asked(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Of everything that is asked: its name, what it may be, and what it is."""
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        about = parameter.get("description", "")
        yield _named(parameter["name"], parameter.get("required")), _kind(document, schema), about
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = _whole(document, content.get("schema", {}))
    for name, schema in body.get("properties", {}).items():
        about = schema.get("description", "")
        yield _named(name, name in body.get("required", ())), _kind(document, schema), about


def _named(name: str, required: object) -> str:
    return name if required else f"{name} (optional)"


def _whole(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for choice in schema.get("anyOf", [schema]):
        if "$ref" in choice:
            found: dict[str, Any] = document["components"]["schemas"]
            return dict(found[choice["$ref"].rpartition("/")[2]])
    return schema


def _kind(document: dict[str, Any], schema: dict[str, Any]) -> str:
    whole = _whole(document, schema)
    if "enum" in whole:
        return ", ".join(map(str, whole["enum"]))
    if "items" in whole:
        return f"several of: {_kind(document, whole['items'])}"
    kinds = [one for one in whole.get("anyOf", [whole]) if one.get("type") != "null"]
    one = kinds[0] if kinds else {}
    if "36" in str(one.get("minLength")):
        return "UUID"
    if "minimum" in one:
        return f"whole number, {one['minimum']} to {one.get('maximum', '…')}"
    return str(one.get("format") or one.get("const") or one.get("type", ""))


def _table(rows: list[tuple[str, str, str]]) -> str:
    if not rows:
        return ""
    body = "".join(
        f"<tr><td><code>{escape(name)}</code></td><td>{escape(kind)}</td>"
        f"<td>{escape(about)}</td></tr>"
        for name, kind, about in rows
    )
    head = "<tr><th>what</th><th>may be</th><th></th></tr>"
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
