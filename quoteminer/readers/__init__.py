"""Files → articles: one module a format, and one table that lists them (`READERS`)."""

from quoteminer.readers.articles import READERS, Reader, read_articles
from quoteminer.readers.days import DayOrder
from quoteminer.readers.walk import ReadLog

__all__ = ["READERS", "DayOrder", "ReadLog", "Reader", "read_articles"]
