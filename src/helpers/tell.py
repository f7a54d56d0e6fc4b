"""What the command prints for people: what became of reports and of files."""

import typer


def reports(rows: list[dict], seconds: float) -> None:
    """Print what became of editions, then everything that failed with the command to repeat."""
    for row in rows:
        what = f"{row['product']} {row['period']} as of {row['vintage']}"
        if row["status"] == "planned":
            typer.echo(f"would make {what}: {row['reason']}")
        elif row["edition"] and len(rows) > 1:
            typer.echo(f"{row['status']:<10}{row['edition']}/index.html")
        elif row["edition"]:
            typer.echo(f"{row['edition']}/index.html")
        if row.get("pdf"):
            typer.echo(row["pdf"])
    made = sum(row["status"] == "made" for row in rows)
    if made:
        typer.echo(f"{f'{made} of {len(rows)} ' if len(rows) > 1 else ''}made in {seconds:.0f} s")
    elif all(row["status"] == "unchanged" for row in rows):
        newest = max(row["vintage"] for row in rows)
        them = "the report was" if len(rows) == 1 else f"all {len(rows)} reports were"
        typer.echo(f"no new data since {newest}: {them} made already from the same data and code")
    for row in rows:
        if row["repeat"]:
            typer.echo(f"not made: {row['product']} {row['period']} as of {row['vintage']}", err=True)
            if row["status"] == "elsewhere":
                typer.echo("  another run is making it", err=True)
            for failure in row["failures"]:
                typer.echo(f"  {failure['notebook']}, {failure['where']} failed: {failure['error']}", err=True)
                typer.echo(f"  kept    {failure['kept']}", err=True)
            typer.echo(f"  repeat  {row['repeat']}", err=True)


def file(record: dict) -> None:
    """Print what became of a file."""
    counts = f"{record['rows_in']:,} rows in, {record['rows_kept']:,} kept, {record['rows_set_aside']:,} set aside"
    typer.echo(f"{record['status']:<7} {record['file']}  (vintage {record['vintage']})\n        {counts}")
    for finding in record["findings"]:
        lines = f" [line {', '.join(map(str, finding['lines'][:5]))}]" if finding["lines"] else ""
        typer.echo(f"        {finding['severity']} {finding['code']}: {finding['message']}{lines}")
