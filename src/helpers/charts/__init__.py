"""Charts: ``plot_*`` takes a finished table and gives a ``Chart`` that shows itself as figure, description and table.

Nothing is computed here: what is drawn stands in the table. Colour follows the role of a mark, and no role is told by
colour alone: derived marks are hatched, printed ones hollow, unknown months crosses.
"""

from helpers.charts.chart import Chart
from helpers.charts.levels import plot_changes, plot_series, plot_years
from helpers.charts.lines import Line, plot_lines
from helpers.charts.partners import plot_contributions, plot_destinations
from helpers.charts.places import plot_heat, plot_places
from helpers.charts.prices import plot_parts, plot_unit_values
from helpers.charts.sides import plot_sides

__all__ = [
    "Chart",
    "Line",
    "plot_changes",
    "plot_contributions",
    "plot_destinations",
    "plot_heat",
    "plot_lines",
    "plot_parts",
    "plot_places",
    "plot_series",
    "plot_sides",
    "plot_unit_values",
    "plot_years",
]
