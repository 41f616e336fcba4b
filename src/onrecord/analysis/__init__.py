"""Answers over a whole ledger: claims, forecasts, speakers and contradictions.

The command and the desk ask the same functions. The command sets no `Budget`; the desk sets one, so that a page costs
the same however large the ledger is, and shows what the `Answer` says was left out.
"""
