"""Files → articles: one module a format, and one table that lists them (`READERS`)."""

from quoteminer.readers.articles import read_articles
from quoteminer.readers.days import DayOrder
from quoteminer.readers.formats import READERS, InputFormat, Reader
from quoteminer.readers.settings import Keys, Reading
from quoteminer.readers.walk import ReadLog

__all__ = ["READERS", "DayOrder", "InputFormat", "Keys", "ReadLog", "Reader", "Reading", "read_articles"]
