"""The NL API Design Rules (ADR 2.1), as assertions on our OpenAPI document and our answers."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from service.app import application
from service.database import Database
from service.documents import document
from tests.http import serving, token
from tests.people import town
from tests.scenario import put

DOCUMENT: dict[str, Any] = document(application())
OPERATIONS = [
    (path, method, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
NAMES = [f"{method.upper()} {path}" for path, method, _ in OPERATIONS]
each_operation = pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=NAMES)
UNCOUNTABLE = {
    "caseload", "accountability", "history", "money", "audit-trail", "record", "evaluation",
    "break-glass", "outreach", "pressure", "involvement",
    "provenance",
}  # fmt: skip
ASKED_ONLY = {"evaluateAccess"}
"""Questions that are posted: they record nothing, and need no Idempotency-Key."""


def segments(path: str) -> list[str]:
    return [s for s in path.removeprefix("/v1").split("/") if s]


def fields(schema: Any) -> Iterator[str]:
    """The names of all fields, at any depth."""
    if isinstance(schema, dict):
        if isinstance(properties := schema.get("properties"), dict):
            yield from properties
        for part in schema.values():
            yield from fields(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from fields(part)


def test_the_document_says_what_it_is_and_whom_to_ask() -> None:
    """/core/doc-openapi, /core/doc-openapi-contact"""
    assert DOCUMENT["openapi"].startswith("3.")
    assert {"name", "url", "email"} <= DOCUMENT["info"]["contact"].keys()
    assert DOCUMENT["info"]["description"]
    assert DOCUMENT["servers"]


def test_the_version_is_semantic() -> None:
    """/core/semver"""
    assert re.fullmatch(r"\d+\.\d+\.\d+", DOCUMENT["info"]["version"])


@each_operation
def test_only_the_major_version_is_in_the_path(path: str, method: str, operation: Any) -> None:
    """/core/uri-version"""
    assert path.startswith(f"/v{DOCUMENT['info']['version'].partition('.')[0]}/")


@each_operation
def test_paths_are_kebab_case_plural_and_end_without_slash(
    path: str, method: str, operation: Any
) -> None:
    """/core/path-segments-kebab-case, /core/naming-collections, /core/no-trailing-slash"""
    assert not path.endswith("/")
    for segment in segments(path):
        if segment.startswith("{"):
            assert re.fullmatch(r"\{[a-z][A-Za-z]*\}", segment)
        else:
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", segment), segment
            assert segment.endswith("s") or segment in UNCOUNTABLE, segment


@each_operation
def test_only_the_methods_of_http_and_only_where_they_mean_something(
    path: str, method: str, operation: Any
) -> None:
    """/core/http-methods, /core/http-safety: what is on record is never put or deleted."""
    assert method in {"get", "post"}
    assert ("requestBody" in operation) <= (method == "post")


@each_operation
def test_query_parameters_are_camel_case(path: str, method: str, operation: Any) -> None:
    """/core/query-keys-camel-case"""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query":
            assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", parameter["name"])


def test_fields_are_camel_case() -> None:
    for name in fields(DOCUMENT["components"]["schemas"]):
        assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", name), name


@each_operation
def test_no_address_asks_for_personal_data(path: str, method: str, operation: Any) -> None:
    """/core/no-sensitive-uris: ids and codes only, so no free text and no BSN."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] in ("path", "query") and parameter["name"] != "cursor":
            kinds = parameter["schema"].get("anyOf", [parameter["schema"]])
            kinds = [kind.get("items", kind) for kind in kinds]
            assert all(
                kind.get("pattern") or kind.get("enum") or kind.get("$ref")
                or kind.get("format") or kind["type"] in ("integer", "null")
                for kind in kinds
            ), parameter  # fmt: skip
            assert not re.search("bsn|name|naam|birth|geboorte|email", parameter["name"].lower())


@each_operation
def test_everything_is_explained_and_named_once(path: str, method: str, operation: Any) -> None:
    """/core/doc-language, /core/interface-language: in English, with the Dutch term."""
    assert operation["description"]
    assert operation["summary"]
    assert operation["tags"]
    ids = [other["operationId"] for _, _, other in OPERATIONS]
    assert ids.count(operation["operationId"]) == 1
    assert re.fullmatch(r"[a-z][A-Za-z]+", operation["operationId"])


@each_operation
def test_every_answer_has_its_version_and_every_error_is_a_problem(
    path: str, method: str, operation: Any
) -> None:
    """/core/version-header, /core/error-handling/problem-details"""
    documented = {"400", "401", "404", "405", "422", "429", "500", "503"}
    if method == "post" and operation["operationId"] not in ASKED_ONLY:
        documented |= {"201", "403", "409", "413", "415"}
    assert documented <= operation["responses"].keys()
    for status, response in operation["responses"].items():
        assert "API-Version" in response["headers"], status
        if status >= "400":
            assert response["content"].keys() == {"application/problem+json"}
        if status in ("429", "503"):
            assert "Retry-After" in response["headers"]


@each_operation
def test_every_operation_says_who_may_call(path: str, method: str, operation: Any) -> None:
    assert operation["security"] == [{"token": []}]
    needs = {p["name"] for p in operation.get("parameters", []) if p["in"] == "header"}
    records = method == "post" and operation["operationId"] not in ASKED_ONLY
    assert ("Idempotency-Key" in needs) == records


def test_the_document_is_there_for_everybody(database: Database) -> None:
    """/core/publish-openapi: at a fixed place, without a token, for browsers too."""
    with serving(database) as api:
        answer = api.client.get("/v1/openapi.json", headers={"Origin": "https://example.org"})
        assert answer.status_code == 200
        assert answer.json() == DOCUMENT
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["API-Version"] == DOCUMENT["info"]["version"]


def test_a_slash_at_the_end_leads_nowhere(database: Database) -> None:
    """/core/no-trailing-slash: 404, and no redirect."""
    with serving(database) as api:
        answer = api.client.get("/v1/caseload/", headers={"Authorization": f"Bearer {token()}"})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["API-Version"]


def test_head_is_get_without_a_body_and_options_says_what_is_allowed(database: Database) -> None:
    with serving(database) as api:
        headers = {"Authorization": f"Bearer {token()}"}
        for path in ("/health", "/v1/openapi.json", "/v1/commands/" + "0" * 8):
            got = api.client.get(path, headers=headers)
            head = api.client.head(path, headers=headers)
            assert head.status_code == got.status_code
            assert head.content == b""
            assert head.headers["content-length"] == got.headers["content-length"]
        case = "/v1/cases/00000000-0000-0000-0000-000000000000"
        for path, allowed in {
            "/v1/caseload": "GET, HEAD, OPTIONS",
            f"{case}/findings": "OPTIONS, POST",
            f"{case}/history": "GET, HEAD, OPTIONS",
        }.items():
            options = api.client.options(path)
            assert (options.status_code, options.headers["Allow"]) == (204, allowed)
            wrong = api.client.delete(path, headers=headers)
            assert (wrong.status_code, wrong.headers["Allow"]) == (405, allowed)
            assert wrong.json()["code"] == "METHOD_NOT_ALLOWED"
        assert api.client.options("/v1/nowhere").status_code == 404


def test_the_document_can_be_read_as_a_page_too(database: Database) -> None:
    with serving(database) as api:
        page = api.client.get("/v1/docs")
        assert page.headers["content-type"].startswith("text/html")
        for path, _, operation in OPERATIONS:
            assert path in page.text
            assert f'id="{operation["operationId"]}"' in page.text
        assert "<script" not in page.text
        assert "SIMULATED" not in page.text
        put(api.journal, *town)
        assert "SIMULATED" in api.client.get("/v1/docs").text
        assert "http://" not in page.text
