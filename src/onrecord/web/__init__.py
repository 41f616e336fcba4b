"""The desk: a ledger as pages in a browser, each with its address, its JSON and its context written down."""

from onrecord.web.app import application
from onrecord.web.desk import Desk, Settings

__all__ = ["Desk", "Settings", "application"]
