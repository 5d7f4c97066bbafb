"""The day on which a quote was said, and the words that tell it."""
