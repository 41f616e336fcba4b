"""Answers over a whole ledger: claims and forecasts, for the command and the desk alike."""
