"""Bytes or a file to an Article: HTML, text, JSON Lines, URLs; page furniture found and marked."""
