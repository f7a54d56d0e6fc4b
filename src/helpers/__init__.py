"""Helpers of the Lodestone notebooks: from raw customs files to traceable reports.

Imports go one way, from the top of this list to the bottom:

errors, paths, periods   messages, folders, months
reference, schema        products, partners, events; the columns of every table
sources                  one reader per kind of file: gacc (customs portal), press (published figures)
store                    take files in, resolve vintages, answer ``panel(product, as_of)``
measures                 levels, changes, shares, ranks: pure arithmetic on intervals
claims                   a number in a sentence, with its formula, interval and rows
narrative                claims to sentences
charts                   finished tables to figures
editions, site           run the notebooks, render, publish whole or not at all; the index
cli                      the command ``lodestone``
"""
