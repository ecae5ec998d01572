"""Law: what the documents name exists. Commands, links, predicates, make targets and the licence."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").glob("README.md"),
        ROOT / "examples/demo.sh",
    ]
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:`|^|bin\"?/|&& |\$bin/)orbat\"? ([a-z]+)([^`\n|]*)", re.MULTILINE)
OPTION = re.compile(r"(?<!\S)--[a-z]+")
TARGET = re.compile(r"(?:`|^)make ([a-z]+)", re.MULTILINE)


def commands() -> dict[str, set[str]]:
    """Each subcommand that a page shows, with the options shown with it."""
    shown: dict[str, set[str]] = {}
    for page in PAGES:
        for name, rest in COMMAND.findall(page.read_text("utf-8")):
            shown.setdefault(name, set()).update(OPTION.findall(rest))
    return shown


def test_the_pages_are_found() -> None:
    assert len(PAGES) >= 9
    assert {"read", "who", "claims", "show", "status", "extract"} <= set(commands())


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_shown_exists_with_its_options(command: str) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("orbat"), command, "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    missing = [option for option in sorted(commands()[command]) if option not in done.stdout]
    assert not missing, f"orbat {command} has no {missing}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_relative_link_resolves(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    broken = [link for link in links if not (page.parent / link.split("#")[0]).exists()]
    assert not broken


def test_every_predicate_is_explained() -> None:
    vocabulary = tomllib.loads((ROOT / "orbat/vocab.toml").read_text("utf-8"))
    explained = set(
        re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/concepts.md").read_text("utf-8"), re.MULTILINE)
    )
    assert explained == set(vocabulary)


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {t for page in PAGES for t in TARGET.findall(page.read_text("utf-8"))}
    assert {"demo", "test"} <= named <= targets
