"""The desk: a ledger as pages in a browser, each with its address, its JSON and its context written down."""

from onrecord.web.app import build_application
from onrecord.web.desk import Desk, DeskSettings

__all__ = ["Desk", "DeskSettings", "build_application"]
