"""onrecord reads the news and keeps the record: who said what, how surely, about when, and whether it came true."""
