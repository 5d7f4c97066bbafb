"""The trained scorers behind `--ranker small` and `--ranker large`, and what they are made of."""
