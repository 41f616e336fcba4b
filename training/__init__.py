"""Train the tagger and build its weights. Imports onrecord; onrecord never imports this."""
