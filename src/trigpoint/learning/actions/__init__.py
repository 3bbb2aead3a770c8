"""What can be done in this room. Each is one transaction with one event."""

from trigpoint.learning.actions.playing import begin, decide
from trigpoint.learning.actions.reading import read_step

__all__ = ["begin", "decide", "read_step"]
