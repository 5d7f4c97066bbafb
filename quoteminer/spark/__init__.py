"""The same extraction on an Apache Spark cluster: a DataFrame of articles → a DataFrame of quotes."""

from quoteminer.spark.frames import extract

__all__ = ["extract"]
