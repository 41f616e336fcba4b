"""Measure onrecord's quality and speed on data that is not part of the package. Run by `make bench`."""
