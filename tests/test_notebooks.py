"""The anatomy of the notebooks, and that each runs by itself with papermill."""

import ast
import re

import nbformat
import papermill
import pytest

from helpers import editions, paths, trace

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
PARAMETERS = ["product", "period", "vintage", "focus"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def notebook_number(notebook):
    """``09`` for the notebook that takes an article."""
    return "09" if any("helpers.article" in cell.source for cell in code(notebook)) else ""


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 5


def test_committed_without_outputs_and_with_readable_ids(notebook):
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z][a-z-]*", cell.id)
        assert set(cell.metadata) <= {"tags"}
    for cell in code(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_the_title_is_a_question_and_the_introduction_is_short(notebook):
    title, _, text = notebook.cells[0].source.partition("\n")
    assert re.fullmatch(r"# .*\?", title)
    assert 1 <= len(re.findall(r"[.:](?:\s|$)", text)) <= 4


def test_the_first_code_cell_holds_the_parameters(notebook):
    first = code(notebook)[0]
    assert first.metadata["tags"] == ["parameters"]
    lines = [ast.parse(line).body[0] for line in first.source.splitlines()]
    wanted = [*PARAMETERS, "article"] if "09" in notebook_number(notebook) else PARAMETERS
    assert [line.target.id for line in lines] == wanted
    assert all(isinstance(line.value, ast.Constant) for line in lines)


def test_every_parameter_is_used(notebook):
    rest = "\n".join(cell.source for cell in code(notebook)[1:])
    names = {node.id for node in ast.walk(ast.parse(rest)) if isinstance(node, ast.Name)}
    assert set(PARAMETERS) <= names


def test_cells_are_short_and_only_call_helpers(notebook):
    lengths = [len(cell.source.splitlines()) for cell in code(notebook)]
    assert max(lengths) <= 12
    for cell in code(notebook):
        tree = ast.parse(cell.source)
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in ast.walk(tree))
        modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert all(module.partition(".")[0] == "helpers" for module in modules)
        assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
        assert not re.search(r"https?://|/\w+/|sys\.exit", cell.source)


def test_text_cells_hold_no_number(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d", cell.source), cell.id


def test_it_ends_with_limits_and_the_table_of_claims(notebook):
    texts = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert "## What this does not show" in texts
    assert code(notebook)[-1].source == "month.claims.table()"


@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if path.stem[:2] == "03"], ids=lambda path: path.stem)
def test_it_runs_alone_and_a_parameter_changes_the_claims(path, tmp_path):
    found = {}
    for period in ("2025-06", "2025-10"):
        out = tmp_path / f"{period}.ipynb"
        papermill.execute_notebook(str(path), str(out), {"period": period}, progress_bar=False)
        executed = nbformat.read(out, as_version=4)
        (found[period],) = [data["claims"] for _, data in editions._outputs({"x": executed}, trace.CLAIMS)]
    assert [claim["text"] for claim in found["2025-06"]] != [claim["text"] for claim in found["2025-10"]]
