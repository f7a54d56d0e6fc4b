"""The house keeps its own rules: imports go one way, one list of dependencies, a README that is true."""

import ast
import re
import subprocess
import sys
import tomllib

from tests.conftest import ROOT, command

ORDER = [
    ["errors", "paths", "periods", "plain", "ways"],
    [
        "reference",
        "schema",
        "measures",
        "catalogue",
        "answers",
        "pool",
        "pdf",
        "languages",
        "seasonal",
        "prices",
        "mirror",
        "records",
    ],
    ["kernels", "logs", "remote", "tell"],
    ["numbers", "sources", "breaks", "structure"],
    ["resolve", "trace", "meanings", "htmltable", "wide", "blocks"],
    ["intake", "downloads", "store", "claims", "charts", "revisions"],
    ["parameters", "month", "evaluate"],
    ["plans"],
    ["tables", "render", "news"],
    ["phrases", "titles", "compare", "metadata", "picture"],
    ["figures", "unit_values", "value_parts", "sides", "vintages", "hidden", "trends", "buyers"],
    ["narrative", "worth", "story", "cards", "translation", "captions"],
    ["pages", "site"],
    ["editions"],
    ["runs", "article", "shifts", "reliance", "explore"],
    ["cli", "demo"],
]
LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}


def test_imports_go_one_way():
    for path in (ROOT / "src" / "helpers").rglob("*.py"):
        name = path.stem if path.parent.name == "helpers" else path.parent.name
        if name == "__init__":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers"):
                parts = node.module.split(".")[1:2] or [alias.name for alias in node.names]
                for part in parts:
                    same = LEVEL[part] == LEVEL[name]
                    assert (
                        LEVEL[part] < LEVEL[name]
                        or (same and part != name)
                        or (part == name and path.parent.name == name)
                    ), (
                        path.name,
                        part,
                    )


def _names(lines):
    return {
        re.split(r"[<>=]", line)[0].replace("python-duckdb", "duckdb"): re.sub(r"^[\w-]+", "", line) for line in lines
    }


def test_conda_users_get_the_same_dependencies():
    wanted = _names(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"])
    lines = re.findall(r"^ +- ([\w-]+[<>=].*)$", (ROOT / "environment.yml").read_text(), re.MULTILINE)
    found = _names(lines)
    assert found.pop("python") == ">=3.11"
    assert found == wanted


def test_the_lock_pins_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    assert {re.split(r"[<>=]", line)[0].lower() for line in wanted} <= pinned


def test_readme_names_only_commands_and_files_that_exist():
    readme = (ROOT / "README.md").read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:`|^ +)make ([a-z]+)", readme, re.MULTILINE)) <= targets
    for link in re.findall(r"\]\(([^)#]+)\)", readme):
        assert link.startswith("http") or (ROOT / link).exists(), link


def test_help_lists_the_commands():
    done = command("--help")
    assert done.returncode == 0
    for name in ("report", "intake", "evaluate", "products", "site"):
        assert name in done.stdout


def test_the_process_that_drives_reports_draws_nothing_before_the_end():
    said = "import sys; from helpers import cli, runs; print([name for name in sys.modules if name == 'matplotlib'])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_intake_as_json_has_the_promised_form(tmp_path, data):
    import json

    from tests.conftest import portal, row

    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_bytes(portal([row()]))
    bad.write_text("<html>")
    done = command("intake", str(good), str(bad), "--flow", "export", "--vintage", "2025-07-20", "--json", data=data)
    assert done.returncode == 1
    one, two = json.loads(done.stdout)
    assert (one["status"], two["status"]) == ("ok", "refuse")
    assert set(one) == {"file", "status", "rows_in", "rows_kept", "rows_set_aside", "findings"}
    assert set(two["findings"][0]) >= {"code", "severity", "message", "lines"}
