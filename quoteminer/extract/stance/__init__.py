"""Where the speaker of a quote stands, toward what, and which words show it."""
