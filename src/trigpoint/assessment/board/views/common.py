"""What the pages of this part share."""

from __future__ import annotations

from trigpoint.platform.just_done import JustDone

DONE = JustDone(
    "assessment",
    "board/",
    {
        "appealed": "Your appeal is made. You see each step here.",
        "given": "It is given. The reviewer sees it on her page.",
        "given-back": "Thank you for saying so. Somebody else will look at it.",
        "decided": "Signed. The candidate is told.",
        "called": "The meeting is called.",
        "listed": "The agenda is up to date.",
        "present": "It is noted who is here.",
        "away": "It is noted. You leave the room for that item.",
        "signed": "You signed, as the first of two. Another member signs the same list.",
        "ratified": "Ratified. The awards are being entered, one by one.",
        "minutes": "The minutes are kept. Earlier texts stay below.",
        "ended": "The meeting has ended.",
        "told": "Thank you. It is counted among ten people or more, and nowhere else.",
        "taken-back": "It is gone.",
        "brought": "The record is here. Every checksum fits.",
    },
)
