"""The files around the code agree with each other: versions, Pythons, pinned tools, the changelog's form."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import onrecord
from supply import licences, sbom

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
WORKFLOWS = {path.stem: path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")}
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
PINS = dict(re.findall(r"^([\w.-]+)==(.+)$", (ROOT / "requirements-dev.txt").read_text("utf-8"), re.MULTILINE))


def test_the_pythons_that_are_promised_are_tried() -> None:
    promised = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["project"]["classifiers"]))
    (tried,) = re.findall(r"python: (\[.*\])", WORKFLOWS["test"])
    assert yaml.safe_load(tried) == promised
    assert PROJECT["project"]["requires-python"] == f">={promised[0]},<3.{int(promised[-1].partition('.')[2]) + 1}"


def test_the_changelog_has_this_version() -> None:
    heads = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert heads[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\](?: - \d{4}-\d\d-\d\d)?", head) for head in heads[1:])
    assert f"[{onrecord.__version__}]" in " ".join(heads)
    kinds = set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_citation_is_of_a_version_in_the_changelog() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert f"## [{citation['version']}] - {citation['date-released']}" in CHANGELOG
    assert citation["license"] == PROJECT["project"]["license"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_only_read_unless_a_job_says_otherwise(name: str) -> None:
    workflow = yaml.safe_load(WORKFLOWS[name])
    assert workflow["permissions"] == {"contents": "read"}
    assert "could be tried" in WORKFLOWS[name]
    # YAML 1.1 takes the key "on" for true.
    assert {"jobs", True} <= set(workflow)


def test_releases_need_no_token() -> None:
    assert "secrets." not in " ".join(WORKFLOWS.values())
    assert yaml.safe_load(WORKFLOWS["release"])["jobs"]["publish"]["permissions"] == {"id-token": "write"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    assert {"name", "description", "body"} <= set(form)
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    assert any(part.get("validations", {}).get("required") for part in form["body"])


def test_a_wrong_reading_asks_for_what_a_test_needs() -> None:
    form = yaml.safe_load(FORMS[0].read_text("utf-8"))
    required = {part["id"] for part in form["body"] if part.get("validations", {}).get("required")}
    assert {"text", "read", "right"} <= required


def test_pre_commit_uses_the_pinned_ruff() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    revisions = {repo["repo"].rpartition("/")[2]: repo.get("rev") for repo in config["repos"]}
    assert revisions["ruff-pre-commit"] == f"v{PINS['ruff']}"


def test_the_schema_is_in_the_wheel() -> None:
    """Hatch takes everything in the package's folder; an "exclude" would be needed to lose it."""
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"] == {"packages": ["src/onrecord"]}
    assert (ROOT / "src" / "onrecord" / "schema" / "row-1.json").exists()


def read_lock(name: str) -> dict[str, str]:
    """What a lock pins; a version for an older Python, where it has two, counts as that of the tests' Python."""
    lines = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    return {pin.lower().replace("_", "-"): version for pin, version in reversed(lines)}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-extras.lock"])
def test_users_get_what_the_tests_run_with(name: str) -> None:
    locked, tested = read_lock(name), {pin.lower().replace("_", "-"): version for pin, version in PINS.items()}
    assert {pin: locked[pin] for pin in locked.keys() & tested} == {pin: tested[pin] for pin in locked.keys() & tested}
    wanted = PROJECT["project"]["dependencies"]
    assert {re.match(r"[\w.-]+", line)[0].lower() for line in wanted} <= locked.keys()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-extras.lock"])
def test_each_locked_file_has_its_hash(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert len(read_lock(name)) > 40
    assert all("--hash=sha256:" in part for part in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if "==" in part)


LICENCES = [
    ("MIT", True),
    ("MPL-1.1 OR GPL-2.0-only", True),
    ("Apache-2.0 AND CNRI-Python", True),
    ("MIT AND GPL-2.0-only", False),
    ("AGPL-3.0-or-later", False),
    ("LGPL-2.1-only", False),
    ("unknown", False),
    ("Our own terms", False),
]


@pytest.mark.parametrize(("licence", "allowed"), LICENCES)
def test_licences_that_users_needs_may_have(licence: str, allowed: bool) -> None:
    assert licences.is_allowed(licence) is allowed


def test_the_bill_of_materials_has_what_pip_does_not_install() -> None:
    pinned = {"name": "Jinja2", "purl": "pkg:pypi/jinja2@3.1.6", "bom-ref": "Jinja2==3.1.6"}
    tool = {"name": "pip", "purl": "pkg:pypi/pip@1", "bom-ref": "pip==1"}
    links = [{"ref": "root-component", "dependsOn": ["Jinja2==3.1.6", "pip==1"]}, {"ref": "pip==1"}]
    bill = {"metadata": {"component": {}}, "components": [pinned, tool], "dependencies": links}
    lock = f"jinja2==3.1.6 ; python_version < '4' \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"
    made = sbom.complete_bill(bill, lock)
    (jinja, *own) = made["components"]
    assert [one["content"][0] for one in jinja["externalReferences"][0]["hashes"]] == ["a", "b"]
    assert made["dependencies"] == [{"ref": "root-component", "dependsOn": ["Jinja2==3.1.6"]}]
    assert {part["bom-ref"] for part in own} == {*(file for *_, file in sbom.VENDORED), "tagger.onnx"}
    assert all(version in (ROOT / "NOTICE").read_text("utf-8") for _, version, _, _ in sbom.VENDORED)
    assert {file.name for file in (sbom.PACKAGE / "web/static/vendor").iterdir()} == {one[3] for one in sbom.VENDORED}
