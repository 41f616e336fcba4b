"""What an analyst follows: watch files, hits, figures, disagreements, hypotheses."""
