"""Helpers of the Lodestone notebooks: from raw customs files to traceable reports.

Imports go one way, from the top of this list to the bottom:

errors, paths, periods   messages, folders, months
reference, schema        products, partners, events; the columns of every table
sources                  one reader per kind of file: gacc (customs portal), press (published figures); the gate
intake, store            take files in; resolve vintages, answer ``panel(product, as_of)``
measures, records        levels, changes, shares, ranks, streaks: pure arithmetic on intervals
claims, trace, numbers   a number in a sentence, with its formula, interval and rows
charts, marks            finished tables to figures
month                    everything a notebook asks about one month: panel and claims
titles, figures, tables  what a notebook shows of a month: charts and tables with the finding as title
narrative, worth, story  the facts that a month's story tells, and the templates that put them into words
kernels                  one process imports the libraries, every notebook runs in a fork of it
plans, editions, runs    what would run and why; run, render, publish whole or not at all; many at once
compare, site            what differs between two editions; the index of all
cli                      the command ``lodestone``
"""
