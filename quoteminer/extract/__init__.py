"""The core: Doc → Iterator[Quote]; `quoteminer.extract.core` runs its steps."""
