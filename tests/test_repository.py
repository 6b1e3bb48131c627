"""What is in the repository fits together and says nothing about the machine it was written on."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]

# Written so that this file does not find itself.
MACHINE_PATHS = re.compile(
    rb"/(?:work|root|opt|tmp)/\w|/home/(?!her/)\w|[A-Z]:\\+Users\\|\.pyenv[/]"
)
REGISTRIES = re.compile(
    rb"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|devpi|artifactory)[\w.-]*"
    rb"|file:/{2,}\w|(?m:^\s*(?:--(?:extra-)?index-url|--find-links|-i|-f)\b)"
)


PICTURES = {".png", ".sqlite3"}


def tracked_files() -> list[Path]:
    """The files under version control that are there, or a skip where git cannot tell."""
    try:
        answer = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout")
    names = [name for name in answer.stdout.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def locked(name: str) -> list[tuple[Requirement, int]]:
    """The requirements of a lock file, each with how many hashes it has."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    return [
        (Requirement(line.split(" --hash=")[0].strip()), line.count("--hash=sha256:"))
        for line in lines
    ]


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, REGISTRIES], ids=["machine", "registry"])
def test_no_address_of_a_machine_or_a_registry_is_written_down(pattern: re.Pattern[bytes]):
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode('utf-8', 'replace')}"
        for path in tracked_files()
        # A picture's compressed bytes say anything by chance.
        if path.suffix not in PICTURES and (match := pattern.search(path.read_bytes()))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "/".join(["see ", "work", "main", "x.py"]),
        "/".join(["", "home", "someone", "x"]),
        "--index" + "-url https://example.org/simple",
        "https:" + "//pypi.org/simple/x",
        "file:" + "///srv/simple",
    ],
)
def test_such_an_address_would_be_found(line: str):
    assert MACHINE_PATHS.search(line.encode()) or REGISTRIES.search(line.encode())


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(name: str):
    packages = locked(name)
    assert packages
    for requirement, hashes in packages:
        assert [spec.operator for spec in requirement.specifier] == ["=="], requirement
        assert hashes > 0, requirement


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ["build"]), (LOCKS[1], ["build", "dev"])])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_holds_what_the_project_asks_for(name: str, extras: list[str], python: str):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    place = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
    }
    versions = {
        canonicalize_name(requirement.name): next(iter(requirement.specifier)).version
        for requirement, _ in locked(name)
        if requirement.marker is None or requirement.marker.evaluate(place)
    }
    asked = list(project["dependencies"])
    for extra in extras:
        asked += project["optional-dependencies"][extra]
    for line in asked:
        wish = Requirement(line)
        if wish.marker is None or wish.marker.evaluate(place):
            version = versions.get(canonicalize_name(wish.name))
            assert version is not None, f"{wish.name} is not locked: make lock"
            assert wish.specifier.contains(version), f"{wish} is locked at {version}: make lock"


def test_both_locks_agree():
    versions = {(r.name, str(r.marker)): str(r.specifier) for r, _ in locked(LOCKS[1])}
    for requirement, _ in locked(LOCKS[0]):
        assert versions[requirement.name, str(requirement.marker)] == str(requirement.specifier)


@pytest.mark.parametrize("page", ["README.md", "docs/contributing.md", ".ci/run"])
def test_every_make_command_that_is_named_exists(page: str):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^)make ((?:[a-z-]+ ?)+)", text, re.MULTILINE)
    assert named
    assert {target for line in named for target in line.split()} <= targets


def test_every_link_between_the_papers_leads_somewhere():
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert broken == []


def test_the_first_heading_of_the_changelog_is_this_version():
    from recovery_app import __version__

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\d+\.\d+\.\d+)", text, re.MULTILINE)[0] == __version__
