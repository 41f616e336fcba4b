"""Builds the tagger's weights. Imports onrecord; onrecord never imports this."""
