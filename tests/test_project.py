"""The house rules of the tree itself: who imports whom, what is locked, what is in no file."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PRODUCT, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
FAILOVER = ROOT / "requirements-ha.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Arrows point from a later layer to an earlier one; a package may import from itself.
LAYERS = ["domain", "projections", "service"]
DOMAIN_LAYERS = [
    {"terms", "codes", "bsn"},
    {"calendar"},
    {"law", "access"},
    {"fact", "filing", "refusal", "templates"},
    {"command"},
    {"facts"},
    {"decisions"},
]
MAY_USE_THE_LIBRARY = {"service/journal.py", "service/recorder.py", "service/memory.py"}

DOT, SLASH = ".", "/"
IN_NO_FILE = [
    *(f"{host}{DOT}{top}" for host, top in [
        ("pypi", "org"), ("pythonhosted", "org"), ("ghcr", "io"), ("docker", "io"),
        ("quay", "io"), ("registry.npmjs", "org"), ("proxy.golang", "org"),
    ]),
    f"{SLASH}work{SLASH}",
    f"{DOT}{DOT}{SLASH}shared",
]  # fmt: skip


def tracked() -> list[Path]:
    """The files of the project; those that git knows, so that drafts and data do not count."""
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = (ROOT / name for name in answer.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def modules(*folders: str) -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and shown(path).startswith(folders)]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, also within functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(path)} imports relatively: write the whole name"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_point_one_way() -> None:
    for height, layer in enumerate(LAYERS):
        above = {*LAYERS[height + 1 :], "tests", "bench"}
        for path in modules(f"{layer}/"):
            wrong = [name for name in imports(path) if name.partition(".")[0] in above]
            assert not wrong, f"{shown(path)} imports {wrong}"


def test_the_domain_needs_the_standard_library_alone() -> None:
    for path in modules("domain/"):
        roots = {name.partition(".")[0] for name in imports(path)} - {"domain"}
        assert roots <= sys.stdlib_module_names, shown(path)


def test_within_the_domain_words_come_before_facts_and_facts_before_decisions() -> None:
    height = {name: n for n, layer in enumerate(DOMAIN_LAYERS) for name in layer}
    for path in modules("domain/"):
        own = path.relative_to(ROOT / "domain").parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        assert own in height, f"Give domain/{own} its place in DOMAIN_LAYERS."
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "domain" and len(parts) > 1 and parts[1] != own:
                assert height.get(parts[1], -1) < height[own], f"{shown(path)} imports {name}"


def test_decisions_never_read_a_view() -> None:
    for path in modules("domain/decisions/"):
        assert not [name for name in imports(path) if name.startswith("projections")], shown(path)


def test_the_event_store_library_stays_behind_its_seam() -> None:
    for path in modules("domain/", "projections/", "service/"):
        if shown(path) not in MAY_USE_THE_LIBRARY:
            assert not [n for n in imports(path) if n.split(".")[0] == "eventsourcing"], shown(path)


def test_the_notary_needs_the_standard_library_and_cryptography_alone() -> None:
    """What verifies us must be small enough for somebody else to read, and to run anywhere."""
    for path in modules("service/notary/"):
        for module in imports(path):
            root = module.partition(".")[0]
            known = root in sys.stdlib_module_names or root == "cryptography"
            assert known or f"{module}.".startswith("service.notary."), f"{shown(path)}: {module}"


@pytest.mark.parametrize("path", [*modules(""), ROOT / "run"], ids=shown)
def test_every_module_begins_by_saying_what_it_is_about(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said, f"Begin {shown(path)} with a docstring."
    assert said.splitlines()[0].rstrip().endswith((".", "?", ":", "!")), "A whole sentence, please."


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        found = [words for words in IN_NO_FILE if words in text]
        assert not found, f"{shown(path)} holds {found}"


def test_decisions_are_numbered_without_a_gap_and_titled_in_one_form() -> None:
    found = sorted(path for path in tracked() if shown(path).startswith("docs/decisions/"))
    for number, path in enumerate(found, 1):
        assert path.name.startswith(f"{number:04}-"), shown(path)
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. "), shown(path)


def test_citizen_service_numbers_come_from_the_fictitious_series() -> None:
    """Nine digits that pass the eleven-test could be somebody's: only 9999xxxxx may stand here."""
    for path in tracked():
        if path.suffix not in {".py", ".md", ".toml", ".yml", ".sql", ".json"}:
            continue
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number in re.findall(r"(?<![\w.])\d{9}(?![\w.])", text):
            weighed = sum(
                int(d) * w for d, w in zip(number, [9, 8, 7, 6, 5, 4, 3, 2, -1], strict=True)
            )
            real = weighed % 11 == 0 and len(set(number)) > 2 and not number.endswith("00000")
            assert not real or number.startswith("9999"), f"{shown(path)}: a possible BSN"


def pins(lock: Path) -> dict[str, str]:
    """Package → version, of a lock."""
    found = re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", lock.read_text(), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("lock", [PRODUCT, DEVELOPMENT, FAILOVER], ids=shown)
def test_a_lock_holds_hashes_and_no_place_to_get_packages_from(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:)", text, re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(lock)) > 10
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_development_lock_holds_the_product_as_it_is() -> None:
    product, development = pins(PRODUCT), pins(DEVELOPMENT)
    assert product.items() <= development.items()


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    asked = {PRODUCT: PROJECT["project"]["dependencies"]}
    asked[DEVELOPMENT] = asked[PRODUCT] + PROJECT["dependency-groups"]["dev"]
    asked[FAILOVER] = PROJECT["dependency-groups"]["ha"]
    for lock, wanted in asked.items():
        locked = pins(lock)
        for requirement in map(Requirement, wanted):
            version = locked.get(canonicalize_name(requirement.name), "absent")
            assert version in requirement.specifier, f"{requirement}: {version}. ./run lock?"


def test_what_only_tests_and_bench_need_is_not_in_the_product() -> None:
    unwanted = {"pytest", "hypothesis", "schemathesis", "mypy", "ruff", "patroni"}
    assert not pins(PRODUCT).keys() & unwanted
    assert "patroni" not in pins(DEVELOPMENT)


def test_the_licence_is_the_same_everywhere() -> None:
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert public["legal"]["license"] == "EUPL-1.2" == PROJECT["project"]["license"]
    assert str(public["softwareVersion"]) == PROJECT["project"]["version"]


def test_publiccode_yml_keeps_to_the_standard() -> None:
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    mandatory = {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
        "softwareType", "description", "legal", "maintenance", "localisation", "releaseDate",
    }  # fmt: skip
    assert mandatory <= public.keys()
    assert public["publiccodeYmlVersion"] == "0.4"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", public["releaseDate"])
    assert public["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert public["maintenance"]["contacts"][0]["name"]
    assert public["description"].keys() == {"nl", "en"}
    for description in public["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", ".ci/run"])
def test_what_is_expected_of_a_public_project_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 200
