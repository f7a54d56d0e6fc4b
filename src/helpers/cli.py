"""The command ``lodestone``. Heavy imports wait until a command needs them, so that help is quick."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from helpers.errors import DataError

app = typer.Typer(
    help="From raw Chinese customs files to dated, traceable monthly reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Product = Annotated[str, typer.Option(help="Name in data/reference/products.csv.")]
DEFAULT = "rare-earth-magnets"


@app.command()
def report(
    period: Annotated[str, typer.Argument(help="Month, YYYY-MM; without it the newest that the data support.")] = "",
    product: Product = DEFAULT,
    vintage: Annotated[
        str, typer.Option(help="Day as of which the report speaks, YYYY-MM-DD; without it everything known.")
    ] = "",
    focus: Annotated[str, typer.Option(help="Partner in focus, ISO 3166 alpha-3; without it the product's own.")] = "",
) -> None:
    """Make the dated report of a month."""
    from helpers import editions

    start = time.monotonic()
    try:
        folder, made = editions.report(product, period, vintage, focus)
    except editions.NotebookError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    done = f"made in {time.monotonic() - start:.0f} s" if made else "was made already from the same data and code"
    typer.echo(f"{folder / 'index.html'}\n{done}")


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
    from helpers import intake as module

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
            _say(record)
    if any(record["status"] == "refuse" for record in records):
        raise typer.Exit(1)


def _say(record: dict) -> None:
    """Print what became of a file."""
    counts = f"{record['rows_in']:,} rows in, {record['rows_kept']:,} kept, {record['rows_set_aside']:,} set aside"
    typer.echo(f"{record['status']:<7} {record['file']}  (vintage {record['vintage']})\n        {counts}")
    for finding in record["findings"]:
        lines = f" [line {', '.join(map(str, finding['lines'][:5]))}]" if finding["lines"] else ""
        typer.echo(f"        {finding['severity']} {finding['code']}: {finding['message']}{lines}")


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
    as_json: Annotated[bool, typer.Option("--json", help="Counts and every verdict for machines.")] = False,
    page: Annotated[str, typer.Option("--html", help="Write the marked article to this file.")] = "",
) -> None:
    """Check an article: each number in it gets a verdict, with the right figure."""
    from helpers import article as package
    from helpers.article import judge, text
    from helpers.article import page as module

    raw = sys.stdin.buffer.read(text.LIMIT + 1) if file == "-" else package.load(Path(file))
    read = text.read(raw, published, url, file)
    judged = judge.check(read, product, published)
    if page:
        Path(page).write_text(module.page(read.text, judged, product), encoding="utf-8")
    if as_json:
        rows = [item.record() for item in judged]
        typer.echo(json.dumps({"counts": module.counts(judged), "claims": rows}, ensure_ascii=False, indent=1))
    else:
        typer.echo(module.lines(judged))


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
    try:
        app()
    except DataError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(f"cannot read or write {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
