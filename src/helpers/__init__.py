"""Helpers of the Lodestone notebooks: from raw customs files to traceable reports.

Imports go one way, from the top of this list to the bottom:

errors, paths, periods   messages, folders, months
reference, schema        products, partners, events; the columns of every table
sources                  one reader per kind of file: gacc (customs portal), press (published figures); the gate
intake, store            take files in; resolve vintages, answer ``panel(product, as_of)``
measures                 levels, changes, shares, ranks: pure arithmetic on intervals
claims, trace, numbers   a number in a sentence, with its formula, interval and rows
charts, marks            finished tables to figures
month                    everything a notebook asks about one month: panel and claims
narrative, captions, titles   claims to sentences; tables and figures: what a notebook shows
editions, site           run the notebooks, render, publish whole or not at all; the index
cli                      the command ``lodestone``
"""
