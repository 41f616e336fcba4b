"""Measures onrecord's quality and speed on data that is not part of the project. Run by `make bench`."""
