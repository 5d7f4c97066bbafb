"""The core: Doc → Iterator[Quote]."""
