"""Benchmarks: `make bench` runs them all, `python -m benchmarks NAME...` runs some.

Each compares two commands in one run, in turns, and prints the ratio of the medians beside the bound
that the project promises. Absolute times say little on a shared machine; ratios do.
"""
