"""How much: numbers with their units, comparators and rates."""

from onrecord.enrich.quantities.extractor import find_quantities
from onrecord.enrich.quantities.stage import quantities

__all__ = ["find_quantities", "quantities"]
