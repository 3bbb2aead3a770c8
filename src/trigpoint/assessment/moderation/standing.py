"""The gate of standardisation: nobody judges live in a strand before she has passed its exercise."""

from __future__ import annotations

from trigpoint.assessment.gates import gate
from trigpoint.assessment.moderation.standards import not_standardised

gate("moderation.standardised", not_standardised)
