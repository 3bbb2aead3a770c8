"""The events of this room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.assessment.words import StageKind
from trigpoint.platform.events import declare

DRAFTED = declare("assessment.submission.drafted", "A candidate began a submission, or changed its draft.")
DISCARDED = declare("assessment.submission.discarded", "A candidate threw the draft of a submission away.")
SUBMITTED = declare("assessment.submission.sent", "A candidate sent an outcome to be judged.")
ALLOCATED = declare("assessment.submission.allocated", "A submission was given to an assessor.")
REALLOCATED = declare(
    "assessment.submission.reallocated", "A submission was taken from an assessor, or given to another."
)
JUDGED = declare("assessment.submission.judged", "An assessor signed the first judgement of a submission.")
SECOND_JUDGED = declare("assessment.submission.second-judged", "An assessor signed the second judgement.")
THIRD_JUDGED = declare("assessment.submission.third-judged", "An assessor signed the third judgement.")
DISAGREED = declare("assessment.submission.disagreed", "Two judgements of a submission differ.")
AGREED = declare("assessment.submission.agreed", "By the rules, an outcome is agreed.")
REFERRED = declare("assessment.submission.referred", "By the rules, some criteria are not shown yet.")
DECLINED = declare("assessment.submission.declined", "By the rules, an outcome is not agreed.")
MORE_ASKED = declare("assessment.submission.more-asked", "An assessor asked for more; the clock stands still.")
MORE_GIVEN = declare("assessment.submission.more-given", "A candidate sent more; the clock goes on.")
SET_ASIDE = declare("assessment.judgement.set-aside", "A judgement was set aside, with the reason.")
KEPT_ASIDE = declare("assessment.judgement.kept-aside", "A judgement came too late: it was kept, and does not count.")
WITHDRAWN = declare("assessment.submission.withdrawn", "A candidate withdrew a submission.")
DEFERRED = declare("assessment.submission.deferred", "A submission was put off; the clock stands still.")
RETURNED = declare("assessment.submission.returned", "A candidate took up again what had been put off.")
MODERATED = declare("assessment.submission.moderated", "A moderator looked at a submission, or released it.")
APPEALED = declare("assessment.submission.appealed", "A candidate appealed.")
APPEAL_DECIDED = declare("assessment.submission.appeal-decided", "An appeal was decided.")
RATIFIED = declare("assessment.submission.ratified", "The award board counted an outcome towards an award.")
CONFLICT_DECLARED = declare("assessment.conflict.declared", "Somebody said why an assessor should not judge somebody.")
CONFLICT_ENDED = declare("assessment.conflict.ended", "A declared conflict of interest was taken back.")
ASSESSOR_CHOSE = declare("assessment.assessor.chose", "An assessor said what she judges, and how much.")
REMINDED = declare("assessment.assessor.reminded", "An assessor was reminded of what waits for her.")
CANDIDATE_TOLD = declare("assessment.candidate.told", "A candidate was written to about a submission.")
FORGOTTEN = declare("assessment.person.forgotten", "The words about somebody in submissions were emptied.")
EVENT_OF = {
    StageKind.SUBMITTED: SUBMITTED,
    StageKind.ALLOCATED: ALLOCATED,
    StageKind.REALLOCATED: REALLOCATED,
    StageKind.JUDGED: JUDGED,
    StageKind.SECOND_JUDGED: SECOND_JUDGED,
    StageKind.THIRD_JUDGED: THIRD_JUDGED,
    StageKind.DISAGREED: DISAGREED,
    StageKind.AGREED: AGREED,
    StageKind.REFERRED: REFERRED,
    StageKind.DECLINED: DECLINED,
    StageKind.ASKED_FOR_MORE: MORE_ASKED,
    StageKind.MORE_GIVEN: MORE_GIVEN,
    StageKind.SET_ASIDE: SET_ASIDE,
    StageKind.KEPT_ASIDE: KEPT_ASIDE,
    StageKind.WITHDRAWN: WITHDRAWN,
    StageKind.DEFERRED: DEFERRED,
    StageKind.RETURNED: RETURNED,
    StageKind.MODERATED: MODERATED,
    StageKind.APPEALED: APPEALED,
    StageKind.APPEAL_DECIDED: APPEAL_DECIDED,
    StageKind.RATIFIED: RATIFIED,
}
"""Each stage has one event. Its subject is the candidate; its data name the submission and the stage."""
