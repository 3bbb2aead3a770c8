"""What the pages of a plan share."""

from __future__ import annotations

from trigpoint.platform.just_done import JustDone

DONE = JustDone(
    "pathway",
    "pathway/plan/",
    {
        "added": "It is on your plan.",
        "changed": "Your plan is changed.",
        "done": "Done, and ticked off.",
        "dropped": "It is off your plan. You find it under “Everything that was on my plan”.",
        "reopened": "It is back on your plan.",
        "assessed": "We noted how sure you are. Nobody else sees it unless you show it.",
        "reviewed": "Your review is kept.",
        "written": "Your reflection is kept. Only you see it.",
        "shown": "Your mentor can read this one.",
        "hidden": "Nobody else can read this one any more.",
        "deleted": "Your reflection is deleted.",
        "chosen": "We keep to what you chose.",
        "terms": "Your half-terms are kept.",
        "opened": "Your calendar has a new address.",
        "closed": "The address opens nothing any more.",
        "asked": "Your request is there for your head to see.",
        "withdrawn": "Your request is taken back.",
        "answered": "The answer is noted.",
        "full": "A plan holds 60 open goals at most. Finish one, or take one off, then add this one.",
        "there": "This is on your plan already.",
    },
)
to, page = DONE.to, DONE.page
