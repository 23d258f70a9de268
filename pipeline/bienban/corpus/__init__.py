"""Kho báo cáo (corpus): many reports in, a dataset of typed tables out, kept up to date and never half written.

``schema`` and ``rows`` say what the tables are; ``sources`` finds the inputs; ``ledger`` remembers what was read;
``run`` ties them to the workers; ``parts`` and ``dataset`` write the tables; ``sketch`` and ``duplicates`` link reposts.
"""
