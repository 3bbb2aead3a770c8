"""What can be done to submissions. Each is one transaction with one event for each stage."""

from trigpoint.assessment.actions.releasing import moderate, release, set_aside
from trigpoint.assessment.actions.staging import append

__all__ = ["append", "moderate", "release", "set_aside"]
