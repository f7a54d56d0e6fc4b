"""From customs rows, with every measure in a column of its own, to observations, one figure a row."""

import duckdb
import pandas as pd
import pyarrow as pa

from helpers import schema

MEASURES = ("net_mass_kg", "quantity", "value_cny", "value_usd")
_SHARED = "source, file, line, vintage, reporter, partner, flow, hs_code, period_first, period_last, regime, province"
_VALUE = " ".join(f"when '{name}' then {name}" for name in MEASURES)
_LIST = ", ".join(f"('{name}')" for name in MEASURES)


def tall(rows: str) -> str:
    """SQL that makes observations of a relation of records; a measure that a row marks as missing stays, as unknown."""
    return f"""
        select file || '#L' || line as id, {_SHARED}, measure, case measure {_VALUE} end as value, 1.0 as rounding,
               case measure when 'quantity' then quantity_unit else '' end as quantity_unit, all_partners, origin
        from {rows}, (values {_LIST}) as names(measure)
        where list_contains(string_split(measures, ','), measure) and (measure <> 'quantity' or quantity is not null)
    """


def observations(records: pa.Table) -> pd.DataFrame:
    """Observations of customs rows, in the order of their lines."""
    with duckdb.connect() as connection:
        connection.register("records", records)
        return schema.conform(
            "observations", connection.execute(f"{tall('records')} order by file, line, measure").df()
        )


def revisions(records: pa.Table, older: list[str]) -> tuple[int, int, dict]:
    """What customs rows change about figures that older files hold.

    Args:
        records: rows of one file.
        older: Parquet files of records with older vintages; of several the newest figure counts.

    Returns:
        Figures that moved, figures that both hold, and the one that moved most: measure, partner, regime, province,
        period_first, before, now; empty where none moved.
    """
    key = "period_first, period_last, hs_code, partner, flow, regime, province, measure"
    with duckdb.connect() as connection:
        connection.register("records", records)
        connection.execute(
            f"""
            create temp table moved as
            with now as (select {key}, sum(value) as now from ({tall("records")}) group by all),
            then_ as (select {key}, vintage, sum(value) as before from ({tall("read_parquet($older)")}) group by all),
            newest as (select * from then_ qualify row_number() over (partition by {key} order by vintage desc) = 1)
            select measure, partner, regime, province, period_first, before, now from now join newest using ({key})
            """,
            {"older": older},
        )
        changed = "now is distinct from before"
        moved, both = connection.execute(f"select count(*) filter ({changed}), count(*) from moved").fetchall()[0]
        order = "order by abs(now - before) desc nulls last, period_first, partner, measure limit 1"
        most = connection.execute(f"select * from moved where {changed} {order}").df().to_dict("records")
    return moved, both, most[0] if most else {}
