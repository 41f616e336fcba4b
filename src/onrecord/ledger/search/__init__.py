"""The search of a ledger: its language, its conditions, the SQL they become."""
