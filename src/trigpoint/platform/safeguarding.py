"""What every page says beside a box for free text. A template writes `{% at_risk %}`."""

from __future__ import annotations

NO_CHILD = "Do not name a child, or say anything by which one could be known."
AT_RISK = (
    "If a child may be at risk, tell your school’s safeguarding lead, not this site: nobody watches what is typed here."
)
STRUGGLING = "If you are struggling yourself, talk to somebody you trust or to your doctor."
WARNING = f"{NO_CHILD} {AT_RISK}"
