"""From the register's types of establishment to what the law on SENCOs asks: which kind of school is it?

The types are those of the Department for Education's register (Get Information about Schools). The kinds follow
sections 67 and 83(2) of the Children and Families Act 2014 and regulation 2(1) of the SEND Regulations 2014: a
mainstream school is a maintained school or an academy school that is not a special school; a maintained nursery
school is covered too. Pupil referral units, academies for alternative provision and for ages 16 to 19, independent
schools (a city technology college is one) and colleges are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(models.TextChoices):
    """What a school is, as far as the law on SENCOs asks. The words complete *This is …*."""

    MAINTAINED = "maintained", "a mainstream school maintained by the council"
    ACADEMY = "academy", "a mainstream academy or free school"
    NURSERY = "nursery", "a nursery school maintained by the council"
    SPECIAL = "special", "a special school"
    ALTERNATIVE = "alternative", "a pupil referral unit, or an academy for alternative provision"
    SIXTEEN = "sixteen", "an academy or centre for ages 16 to 19"
    INDEPENDENT = "independent", "an independent school"
    COLLEGE = "college", "a college or university"
    WALES = "wales", "a school in Wales"
    OVERSEAS = "overseas", "a school outside England and Wales"
    OTHER = "other", "another kind of establishment"
    UNKNOWN = "unknown", "a school whose kind is not known here"


KIND_OF_TYPE: Mapping[str, Kind] = {
    "Community school": Kind.MAINTAINED,
    "Foundation school": Kind.MAINTAINED,
    "Voluntary aided school": Kind.MAINTAINED,
    "Voluntary controlled school": Kind.MAINTAINED,
    "Academy converter": Kind.ACADEMY,
    "Academy sponsor led": Kind.ACADEMY,
    "Free schools": Kind.ACADEMY,
    "Studio schools": Kind.ACADEMY,
    "University technical college": Kind.ACADEMY,
    "Local authority nursery school": Kind.NURSERY,
    "Academy special converter": Kind.SPECIAL,
    "Academy special sponsor led": Kind.SPECIAL,
    "Community special school": Kind.SPECIAL,
    "Foundation special school": Kind.SPECIAL,
    "Free schools special": Kind.SPECIAL,
    "Non-maintained special school": Kind.SPECIAL,
    "Other independent special school": Kind.SPECIAL,
    "Academy alternative provision converter": Kind.ALTERNATIVE,
    "Academy alternative provision sponsor led": Kind.ALTERNATIVE,
    "Free schools alternative provision": Kind.ALTERNATIVE,
    "Pupil referral unit": Kind.ALTERNATIVE,
    "Academy 16-19 converter": Kind.SIXTEEN,
    "Academy 16 to 19 sponsor led": Kind.SIXTEEN,
    "Academy secure 16 to 19": Kind.SIXTEEN,
    "Free schools 16 to 19": Kind.SIXTEEN,
    "Sixth form centres": Kind.SIXTEEN,
    "City technology college": Kind.INDEPENDENT,
    "Other independent school": Kind.INDEPENDENT,
    "Further education": Kind.COLLEGE,
    "Higher education institutions": Kind.COLLEGE,
    "Special post 16 institution": Kind.COLLEGE,
    "Welsh establishment": Kind.WALES,
    "British schools overseas": Kind.OVERSEAS,
    "Offshore schools": Kind.OVERSEAS,
    "Service children's education": Kind.OVERSEAS,
    "Institution funded by other government department": Kind.OTHER,
    "Miscellaneous": Kind.OTHER,
    "Online provider": Kind.OTHER,
    "Secure units": Kind.OTHER,
}
"""Every type of establishment in the register's own list of April 2025."""

KIND_OF_CENSUS_TYPE: Mapping[str, Kind] = {
    "State-funded nursery": Kind.NURSERY,
    "State-funded special school": Kind.SPECIAL,
    "Non-maintained special school": Kind.SPECIAL,
    "Pupil referral unit": Kind.ALTERNATIVE,
    "Independent school": Kind.INDEPENDENT,
}
"""What the school census calls a school, where that alone settles its kind."""

MAINSTREAM_PHASES = frozenset(
    {"Primary", "Middle deemed primary", "Middle deemed secondary", "Secondary", "All-through"}
)


def kind_from_types(*, exact: str, broad: str, census: str, phase: str) -> Kind:
    """Return the kind of a school from what several sources call it; UNKNOWN rather than a guess.

    `exact` is the register's type, `broad` that of the performance tables (*Maintained School*, *Academy*, *Special
    School*, …), `census` that of the school census; any may be empty. The broad types do not tell a mainstream
    academy from one for ages 16 to 19, so the phase decides there.
    """
    if exact:
        return KIND_OF_TYPE.get(exact, Kind.UNKNOWN)
    if broad == "Special School":
        return Kind.SPECIAL
    if census in KIND_OF_CENSUS_TYPE:
        return KIND_OF_CENSUS_TYPE[census]
    if broad in {"Maintained School", "Academy"} and phase in MAINSTREAM_PHASES:
        return Kind.MAINTAINED if broad == "Maintained School" else Kind.ACADEMY
    if broad == "Academy" and phase == "16 plus":
        return Kind.SIXTEEN
    return {"Independent School": Kind.INDEPENDENT, "College": Kind.COLLEGE}.get(broad, Kind.UNKNOWN)
