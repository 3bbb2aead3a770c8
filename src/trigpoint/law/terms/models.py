"""What somebody read of a council's term dates: one school year of one council to a row. A row is never changed."""

from __future__ import annotations

from django.db import models

MOST_NAME, MOST_ADDRESS, PERSON_LENGTH = 200, 500, 64
FIRST_YEAR, LAST_YEAR = 2014, 2100


class TermDates(models.Model):
    """One school year of one council. The newest row that is not taken back counts; the others show what counted then.

    `authority` is the name in the register of schools; `year` is that in which the school year begins. `runs` are the
    weeks with school, first and last day each, in order: mostly six halves of terms. `closed` are further days on which
    all its schools are closed. `source` is the council's own page, `read` the day on which it was read there.
    """

    authority = models.CharField(max_length=MOST_NAME)
    year = models.PositiveSmallIntegerField()
    runs = models.JSONField()
    closed = models.JSONField(default=list)
    source = models.URLField(max_length=MOST_ADDRESS)
    read = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=PERSON_LENGTH)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        db_table = "law_terms_dates"
        verbose_name_plural = "term dates"
        indexes = (models.Index(fields=["authority", "year", "id"], name="law_terms_of"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="law_terms_year_is_one"
            ),
            models.CheckConstraint(condition=~models.Q(authority=""), name="law_terms_of_a_council"),
        )

    def __str__(self) -> str:
        return f"{self.authority}, {self.year} to {self.year + 1}"
