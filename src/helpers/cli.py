"""The command ``lodestone``. Heavy imports wait until a command needs them, so that help is quick."""

import contextlib
import gc
import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from helpers import tell
from helpers.errors import DataError
from helpers.kernels.supply import Way, kernels

app = typer.Typer(
    help="From raw Chinese customs files to dated, traceable monthly reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
# jsonschema would build 38 grammars of web addresses, a second of computing; notebooks are checked without
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
Product = Annotated[str, typer.Option(help="Name in data/reference/products.csv.")]
DEFAULT = "rare-earth-magnets"


@app.command()
def report(
    period: Annotated[
        str, typer.Argument(help="Month, YYYY-MM, or FROM..TO; without it the newest that the data support.")
    ] = "",
    product: Annotated[
        list[str] | None, typer.Option(help=f"Name in data/reference/products.csv, {DEFAULT} without it; repeatable.")
    ] = None,
    vintage: Annotated[
        str, typer.Option(help="Day as of which the report speaks, YYYY-MM-DD; without it everything known.")
    ] = "",
    focus: Annotated[str, typer.Option(help="Partner in focus, ISO 3166 alpha-3; without it the product's own.")] = "",
    lang: Annotated[
        str, typer.Option(help="Languages of the front page, en,zh; English is always there. Without it all there are.")
    ] = "",
    listed: Annotated[
        Path | None, typer.Option("--list", help="YAML list of reports, in the place of the above; docs/editions.yml.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Notebooks side by side; 0 for one a core.")] = 0,
    cluster: Annotated[
        str, typer.Option(help="Dask scheduler, tcp://host:8786, whose workers make an edition each at a time.")
    ] = "",
    cold: Annotated[bool, typer.Option("--cold", help="Start every kernel anew, as papermill does.")] = False,
    time_limit: Annotated[float, typer.Option(min=1, help="Seconds that one notebook may take.")] = 600,
    force: Annotated[bool, typer.Option("--force", help="Make editions again that nothing has changed for.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say which editions would run and why; run none.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list for machines, an entry an edition.")] = False,
    notify: Annotated[str, typer.Option(help="Command that is given the JSON list on standard input at the end.")] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="Print each front page to PDF too; needs Chromium.")] = False,
) -> None:
    """Make the dated reports of a month or of many; what was made from the same data and code is not made again."""
    way = Way(jobs or os.cpu_count() or 1, cold, time_limit, cluster)
    start = time.monotonic()
    with contextlib.nullcontext() if dry_run or cluster else kernels(way) as given:  # it imports while this does
        from helpers import parameters, runs
        from helpers import pdf as printer
        from helpers import site as around

        if pdf:
            printer.chromium()  # that none is there is said before anything runs
        if listed and (period or vintage or focus or product):
            raise DataError("--list stands for itself: leave PERIOD, --product, --vintage and --focus out")
        one = {"period": period, "vintage": vintage, "focus": focus}
        requests = (
            parameters.read_list(listed) if listed else [{"product": name, **one} for name in product or [DEFAULT]]
        )
        prepared = runs.prepare(requests, force=force, languages=tuple(lang.split(",")) if lang else None)
        if dry_run:
            outcomes = [
                runs.Outcome(plan, runs.UNCHANGED if plan.found else runs.PLANNED, plan.found) for plan in prepared
            ]
        else:
            outcomes = runs.make(prepared, way, quiet=as_json, given=given)
    rows = [outcome.row for outcome in outcomes]
    if pdf and not dry_run:
        rows = [row | {"pdf": printer.edition(Path(row["edition"])) if row["edition"] else ""} for row in rows]
        around.build()
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        tell.reports(rows, time.monotonic() - start)
    if notify:
        subprocess.run(shlex.split(notify), input=json.dumps(rows, ensure_ascii=False), text=True, check=False)
    if any(row["repeat"] for row in rows):
        raise typer.Exit(1)


editions_app = typer.Typer(help="Check editions, or make one again and compare.", no_args_is_help=True)
app.add_typer(editions_app, name="editions")
Edition = Annotated[str, typer.Argument(help="Folder of an edition, or its path below reports/.")]


@editions_app.command("verify")
def verify_editions(
    edition: Annotated[list[str] | None, typer.Argument(help="Editions; without any, all of them.")] = None,
) -> None:
    """Name the files of editions that are not as they were published."""
    from helpers import compare, editions, paths

    folders = [compare.locate(name) for name in edition or []]
    folders = folders or sorted(path.parent for path in paths.REPORTS.glob("*/*/*/edition.json"))
    damaged = [line for folder in folders for line in editions.damaged(folder)]
    for line in damaged:
        typer.echo(line)
    if damaged:
        raise typer.Exit(1)
    typer.echo(f"{len(folders)} editions are as they were published")


@editions_app.command()
def reproduce(
    edition: Edition,
    cold: Annotated[bool, typer.Option("--cold", help="Start every kernel anew, as papermill does.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for machines.")] = False,
) -> None:
    """Run an edition again from the inputs that it records, and compare claims, tables and text."""
    from helpers import compare, runs

    folder = compare.locate(edition)
    apart, found = runs.reproduce(folder, Way(cold=cold))
    if as_json:
        rows = found.to_dict("records")
        typer.echo(json.dumps({"changed_since": apart, "differences": rows}, ensure_ascii=False, indent=1))
    else:
        for line in apart:
            typer.echo(f"not as recorded: {line}")
        typer.echo("identical" if found.empty else found.to_string(index=False))
    if len(found):
        raise typer.Exit(1)


@app.command()
def diff(
    before: Edition,
    now: Edition,
    page: Annotated[Path | None, typer.Option(help="Write the differences as a page too.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list for machines.")] = False,
) -> None:
    """Compare claims, tables and text of two editions."""
    from helpers import compare

    one, two = compare.locate(before), compare.locate(now)
    found = compare.editions(one, two)
    if page:
        page.write_text(compare.page(one, two, found), encoding="utf-8")
    if as_json:
        typer.echo(json.dumps(found.to_dict("records"), ensure_ascii=False, indent=1))
    else:
        typer.echo("nothing differs" if found.empty else found.to_string(index=False, max_colwidth=70))


@app.command()
def intake(
    files: Annotated[list[Path], typer.Argument(help="Customs downloads, or folders of them.")],
    flow: Annotated[str, typer.Option(help="export or import: the file does not say.")] = "",
    vintage: Annotated[str, typer.Option(help="Day of the download; without it that of the last change.")] = "",
    period: Annotated[str, typer.Option(help="Month or first/last, where the file has no month column.")] = "",
    partners: Annotated[str, typer.Option(help="all or selected: did the query ask for every partner?")] = "",
    large: Annotated[bool, typer.Option("--large", help="Read files over the size limit too.")] = False,
    jobs: Annotated[int, typer.Option(min=0, help="Processes side by side; 0 for one a core.")] = 0,
    cluster: Annotated[str, typer.Option(help="Dask scheduler, tcp://host:8786, in the place of --jobs.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list for machines.")] = False,
) -> None:
    """Check customs downloads, copy them below data/raw and take them in."""
    from helpers import downloads as module

    if partners not in ("", "all", "selected"):
        raise DataError(f"--partners is {partners!r}: say all or selected")
    whole = None if not partners else partners == "all"
    found = [item for path in files for item in module.files_below(path)]
    records = module.add_all(
        found,
        flow,
        vintage,
        period=period,
        all_partners=whole,
        large=large,
        jobs=jobs or os.cpu_count() or 1,
        cluster=cluster,
    )
    if as_json:
        wanted = ("file", "status", "rows_in", "rows_kept", "rows_set_aside", "findings")
        rows = [{name: record[name] for name in wanted} for record in records]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for record in records:
            tell.file(record)
    if any(record["status"] == "refuse" for record in records):
        raise typer.Exit(1)


store_app = typer.Typer(help="Check the store, or make it again.", no_args_is_help=True)
app.add_typer(store_app, name="store")


@store_app.command()
def verify() -> None:
    """Name the files of the store that are missing or damaged."""
    from helpers import store

    damaged = store.verify()
    for line in damaged:
        typer.echo(line)
    typer.echo("run lodestone store rebuild" if damaged else f"the store is whole: {store.content_hash()}")
    if damaged:
        raise typer.Exit(1)


@store_app.command()
def rebuild(
    jobs: Annotated[int, typer.Option(min=0, help="Processes side by side; 0 for one a core.")] = 0,
    cluster: Annotated[str, typer.Option(help="Dask scheduler, tcp://host:8786, in the place of --jobs.")] = "",
) -> None:
    """Make the store again from data/raw."""
    from helpers import store

    typer.echo(store.rebuild(jobs or os.cpu_count() or 1, cluster))


@app.command()
def evaluate(
    file: Annotated[Path, typer.Argument(help="CSV of printed statements, columns as in published_claims.csv.")],
    as_of: Annotated[str, typer.Option(help="Vintage of the panel; without it everything known.")] = "9999-12-31",
    as_json: Annotated[bool, typer.Option("--json", help="Counts and every verdict for machines.")] = False,
) -> None:
    """Compare printed percentages, shares, multiples and ranks with the panel, within rounding."""
    from helpers import evaluate as module
    from helpers import periods

    periods.day(as_of)
    judged = module.evaluate(file, as_of)
    counts = module.counts(judged)
    if as_json:
        rows = json.loads(judged.to_json(orient="records"))
        typer.echo(json.dumps({"counts": counts.to_dict("records"), "statements": rows}, ensure_ascii=False, indent=1))
        return
    typer.echo(counts.to_string(index=False))
    for row in judged[judged["verdict"] == "conflict"].to_dict("records"):
        said = f"{row['period']} {row['partner']} {row['kind']} {row['value']}"
        typer.echo(f"conflict: {said}, computed {row['computed']:.4g}: {row['reason']}")


@app.command()
def check(
    file: Annotated[str, typer.Argument(help="Article as text, Markdown or saved HTML; - reads standard input.")],
    published: Annotated[str, typer.Option(help="Day of publication, YYYY-MM-DD; without it the page's own.")] = "",
    product: Product = DEFAULT,
    url: Annotated[str, typer.Option(help="Address: figures quoted from there do not confirm the article.")] = "",
    publisher: Annotated[str, typer.Option(help="Whose article it is: likewise.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Counts and every verdict for machines.")] = False,
    page: Annotated[str, typer.Option("--html", help="Write the marked article to this file.")] = "",
) -> None:
    """Check an article: each number in it gets a verdict, with the right figure."""
    from helpers import article as package
    from helpers import periods, reference
    from helpers.article import check as checks
    from helpers.article import page as module
    from helpers.article import text

    raw = sys.stdin.buffer.read(text.LIMIT + 1) if file == "-" else package.load(Path(file))
    done = checks.check(text.read(raw, published, url, publisher, file), product)
    if page:
        when = f"article of {periods.day_words(done.published)}" if done.published else "article without a day"
        kicker = f"{reference.product(product).title} · {when}"
        Path(page).write_text(module.page(done, kicker), encoding="utf-8")
    if as_json:
        aside = module.aside(done).to_dict("records")
        found = {"published": done.published, "counts": done.counts(), "claims": done.records(), "aside": aside}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        typer.echo(module.lines(done))


@app.command()
def evaluate_articles(
    folder: Annotated[Path, typer.Argument(help="Folder of articles with their expected claims, YAML.")],
    show: Annotated[bool, typer.Option(help="List the claims that differ from what is expected.")] = False,
) -> None:
    """Measure the article check: precision and recall of extraction, accuracy of verdicts."""
    from helpers.article import corpus

    rows = corpus.evaluate(folder)
    typer.echo(corpus.scores(rows).to_string(index=False, float_format="{:.3f}".format))
    if show:
        missed = rows[~rows["hit"] & (rows["wanted"] | rows["got"]) | (rows["want_verdict"] != rows["verdict"])]
        typer.echo(missed.drop(columns=["half", "wanted", "got"]).to_string(index=False))


@app.command()
def products() -> None:
    """List the products, and the months that the data support."""
    from helpers import reference, store

    for item in reference.products():
        months = store.months(item.name, "9999-12-31")
        span = f"{months[0]} to {months[-1]}, {len(months)} months" if months else "no month yet"
        typer.echo(f"{item.name:<24} {item.title}: {span}")


@app.command()
def site() -> None:
    """Rebuild the index of all editions."""
    from helpers import paths
    from helpers import site as module

    module.build()
    typer.echo(paths.REPORTS / "index.html")


def main() -> None:
    """Run the command; what is wrong with data or parameters is said in plain words, with exit code 2."""
    from helpers import remote

    gc.set_threshold(50_000, 50, 50)  # a command lives for seconds: looking for garbage took a fifth of its time
    try:
        with remote.here():
            app()
    except DataError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(f"cannot read or write {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(1)
    except RuntimeError as error:
        if str(error) != "Query interrupted":  # what DuckDB makes of Ctrl-C
            raise
        print("stopped", file=sys.stderr)
        sys.exit(130)
    except SystemExit as error:
        if error.code == 130:  # Ctrl-C
            print("stopped", file=sys.stderr)
        raise
