"""What happens in practice."""

from __future__ import annotations

from trigpoint.platform.events import declare

ANSWERED = declare("learning.question.answered", "Somebody answered a question in practice.")
ROUND_OPENED = declare("learning.round.opened", "Somebody opened a round of questions.")
ROUND_STARTED = declare("learning.round.started", "Somebody began a round of questions.")
ROUND_SAVED = declare("learning.round.saved", "The answers of a round of questions were saved.")
ROUND_SUBMITTED = declare("learning.round.submitted", "Somebody handed in a round of questions, and it was marked.")
PLANNED = declare("learning.practice.planned", "Somebody chose what to practise, and by when.")
REVIEWED = declare("learning.question.reviewed", "A reviewer said whether a question can be used as it stands.")
IMPORTED = declare("learning.questions.imported", "Somebody brought in questions from a file, into drafts of her own.")
DISCARDED = declare("learning.questions.discarded", "Somebody removed drafts of questions that she had brought in.")
