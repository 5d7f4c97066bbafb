"""YAML → validated Patterns: the only part of the package that knows YAML."""
