"""The file that all of it is kept in: SQLite, append-only. All SQL of the project lives here."""
