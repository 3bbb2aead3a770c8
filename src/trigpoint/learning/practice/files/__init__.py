"""Question files that colleagues own: GIFT and Moodle XML, read into drafts and written from questions."""

from __future__ import annotations

from trigpoint.learning.practice.files.items import Choice, Item, Match, Read, Text, Trouble
from trigpoint.learning.practice.files.reading import FileError, read_file
from trigpoint.learning.practice.files.writing import gift_of, moodle_of

__all__ = ["Choice", "FileError", "Item", "Match", "Read", "Text", "Trouble", "gift_of", "moodle_of", "read_file"]
