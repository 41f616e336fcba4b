"""Words and numbers: what every stage needs of a text before it reads it."""
