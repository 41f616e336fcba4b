"""Article to statements: the tagger (a model) and the decoder (labels to linked spans, pure)."""
