"""Measurements against the plain engine, in the same run. CPU seconds and ratios, never wall clock."""
