"""Colours by role, and the sizes of a chart on a wide and a narrow page."""

PALETTE = {
    "focus": "#12436D",
    "comparison": "#28A197",
    "event": "#801650",
    "muted": "#8A8A8A",
    "ink": "#1A1A1A",
    "paper": "#FFFFFF",
}
FAINT = {"grid": "#D5D5D5", "axis": "#6F6F6F"}
SIZES = {"wide": (7.6, 3.5), "narrow": (3.4, 3.3)}
HATCH = "/////"
