"""The tables of this room: pieces of evidence, what they show, their files, who sees one, who was asked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trigpoint.evidence.words import (
    MOST_AI,
    MOST_LINK,
    MOST_NAME,
    MOST_TITLE,
    MOST_WHY,
    MOST_WORDS,
    Ai,
    Asked,
    Kind,
    Origin,
    State,
)

LENGTH = 64
"""The longest key of a person, in characters."""


class Piece(models.Model):
    """A piece of evidence. `version` grows with every change, so that two who save at once do not overwrite each other.

    `sealed` is the SHA-256 of what it last showed, kept once it is hidden or withdrawn: whoever held that digest can
    tell that it was this, and nobody can tell what it said. `checked` are the lines of the checklist that she ticked.
    """

    key = models.CharField(max_length=40, unique=True)
    owner = models.CharField(max_length=LENGTH)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=MOST_TITLE, blank=True)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    structured = models.JSONField(default=dict)
    link = models.CharField(max_length=MOST_LINK, blank=True)
    made_on = models.DateField(null=True)
    origin = models.CharField(max_length=8, choices=Origin, blank=True)
    origin_words = models.CharField(max_length=MOST_AI, blank=True)
    ai = models.CharField(max_length=8, choices=Ai, blank=True)
    ai_words = models.CharField(max_length=MOST_AI, blank=True)
    checked = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sealed = models.CharField(max_length=64, blank=True)
    hidden_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("-changed_at", "-id")
        indexes = (
            models.Index(fields=["owner", "changed_at"], name="evidence_pieces_of"),
            models.Index(fields=["state", "hidden_at"], name="evidence_pieces_hidden"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="evidence_piece_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="evidence_piece_state"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="evidence_piece_origin"),
            models.CheckConstraint(condition=Q(ai__in=Ai.values), name="evidence_piece_ai"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(kind__in=["witness", "family"]) | (~Q(origin="") & ~Q(ai="")),
                name="evidence_piece_ready_says_whose_it_is",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "ready"]) | ~Q(sealed=""), name="evidence_piece_gone_is_sealed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}, {self.kind}, {self.state}"


class Mapping(models.Model):
    """That a piece shows a criterion, and a sentence of why."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="mappings")
    criterion = models.CharField(max_length=20)
    why = models.CharField(max_length=MOST_WHY)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["piece", "criterion"], name="evidence_mapped_once"),)

    def __str__(self) -> str:
        return f"{self.piece_id} shows {self.criterion}"


class File(models.Model):
    """A file of a piece, as it is kept: checked, its metadata taken out. `stored` is its name in the store.

    `removed` are sentences that say what was taken out. `adults` are the names of the adults who can be heard or seen
    in a recording, each of whom agreed; empty for anything but recordings.
    """

    key = models.CharField(max_length=40, unique=True)
    piece = models.ForeignKey(Piece, models.CASCADE, related_name="files")
    label = models.CharField(max_length=MOST_NAME)
    type = models.CharField(max_length=12)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=200, unique=True)
    removed = models.JSONField(default=list)
    adults = models.JSONField(default=list)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    blacked_out = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.label} of {self.piece_id}"


class Upload(models.Model):
    """A file that is on its way in parts. `have` is how many bytes have come; it can go on after a break."""

    key = models.CharField(max_length=40, unique=True)
    piece = models.ForeignKey(Piece, models.CASCADE, related_name="uploads")
    label = models.CharField(max_length=MOST_NAME)
    size = models.PositiveBigIntegerField()
    adults = models.JSONField(default=list)
    have = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(have__lte=models.F("size")), name="evidence_upload_within_size"),
        )

    def __str__(self) -> str:
        return f"{self.key}, {self.have} of {self.size}"


class Showing(models.Model):
    """That an author lets one other person see one piece."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="showings")
    viewer = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["piece", "viewer"], name="evidence_shown_once"),)
        indexes = (models.Index(fields=["viewer"], name="evidence_shown_to"),)

    def __str__(self) -> str:
        return f"{self.piece_id} shown"


class Asking(models.Model):
    """That a candidate asked a witness or a family for their words; what came of it.

    `token` is the digest of the link, `name` and `email` whom she asked, `said_name` and `said_post` what they say of
    themselves. All are of somebody without an account, and emptied in time.
    """

    key = models.CharField(max_length=40, unique=True)
    owner = models.CharField(max_length=LENGTH)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=Asked, default=Asked.WAITING)
    name = models.CharField(max_length=MOST_NAME, blank=True)
    email = models.EmailField(blank=True)
    about = models.CharField(max_length=MOST_WHY, blank=True)
    easy_read = models.BooleanField(default=False)
    token = models.CharField(max_length=64, unique=True)
    ends = models.DateTimeField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    said_name = models.CharField(max_length=MOST_NAME, blank=True)
    said_post = models.CharField(max_length=MOST_NAME, blank=True)
    piece = models.OneToOneField(Piece, models.SET_NULL, null=True, related_name="asking")

    class Meta:  # noqa: D106 - Django's own
        ordering = ("-asked_at", "-id")
        indexes = (
            models.Index(fields=["owner", "state"], name="evidence_askings_of"),
            models.Index(fields=["state", "ends"], name="evidence_askings_ending"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=["witness", "family"]), name="evidence_asking_kind"),
            models.CheckConstraint(condition=Q(state__in=Asked.values), name="evidence_asking_state"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="evidence_asking_ends_once",
            ),
            models.UniqueConstraint(
                fields=["owner", "email", "kind"],
                condition=Q(state="waiting") & ~Q(email=""),
                name="evidence_asking_one_open_an_address",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}, {self.state}"
