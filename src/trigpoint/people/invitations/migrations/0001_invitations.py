"""Invitations, and files of them."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = [
        ("people", "0002_signing_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=64)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("candidate", "Candidate"),
                            ("mentor", "Mentor"),
                            ("assessor", "Assessor"),
                            ("moderator", "Moderator"),
                            ("verifier", "Verifier"),
                            ("board-member", "Board member"),
                            ("board-secretary", "Board secretary"),
                            ("registrar", "Registrar"),
                            ("content-author", "Content author"),
                            ("reviewer", "Reviewer"),
                            ("examiner", "Examiner"),
                            ("judge", "Judge"),
                            ("head", "Head teacher"),
                            ("governor", "Governor"),
                            ("forum-member", "Forum member"),
                            ("administrator", "Administrator"),
                            ("researcher", "Researcher"),
                            ("key-holder", "Key holder"),
                        ],
                        max_length=16,
                    ),
                ),
                ("read_as", models.CharField(max_length=60)),
                ("made", models.DateTimeField()),
                ("began", models.DateTimeField(null=True)),
                ("job", models.CharField(blank=True, max_length=40)),
                (
                    "given_as",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("candidate", "Candidate"),
                            ("mentor", "Mentor"),
                            ("assessor", "Assessor"),
                            ("moderator", "Moderator"),
                            ("verifier", "Verifier"),
                            ("board-member", "Board member"),
                            ("board-secretary", "Board secretary"),
                            ("registrar", "Registrar"),
                            ("content-author", "Content author"),
                            ("reviewer", "Reviewer"),
                            ("examiner", "Examiner"),
                            ("judge", "Judge"),
                            ("head", "Head teacher"),
                            ("governor", "Governor"),
                            ("forum-member", "Forum member"),
                            ("administrator", "Administrator"),
                            ("researcher", "Researcher"),
                            ("key-holder", "Key holder"),
                        ],
                        max_length=16,
                    ),
                ),
                ("by", models.CharField(max_length=64)),
                ("made", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("taken", models.DateTimeField(null=True)),
                ("taken_by", models.CharField(blank=True, max_length=64)),
                ("withdrawn", models.DateTimeField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people_invitations.batch",
                    ),
                ),
                (
                    "given_as",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.appointment"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BatchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("email", models.CharField(blank=True, max_length=304)),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("candidate", "Candidate"),
                            ("mentor", "Mentor"),
                            ("assessor", "Assessor"),
                            ("moderator", "Moderator"),
                            ("verifier", "Verifier"),
                            ("board-member", "Board member"),
                            ("board-secretary", "Board secretary"),
                            ("registrar", "Registrar"),
                            ("content-author", "Content author"),
                            ("reviewer", "Reviewer"),
                            ("examiner", "Examiner"),
                            ("judge", "Judge"),
                            ("head", "Head teacher"),
                            ("governor", "Governor"),
                            ("forum-member", "Forum member"),
                            ("administrator", "Administrator"),
                            ("researcher", "Researcher"),
                            ("key-holder", "Key holder"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("ready", "Not yet invited"),
                            ("invited", "Invited"),
                            ("there", "Has the role, or an invitation, already"),
                            ("problem", "Not invited"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="people_invitations.batch"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people_invitations.invitation",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(fields=["made"], name="people_batches_by_age"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["organisation", "-id"], name="people_invited_where"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["until"], name="people_invitations_by_age"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["email"], name="people_invited_by_address"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "candidate",
                            "mentor",
                            "assessor",
                            "moderator",
                            "verifier",
                            "board-member",
                            "board-secretary",
                            "registrar",
                            "content-author",
                            "reviewer",
                            "examiner",
                            "judge",
                            "head",
                            "governor",
                            "forum-member",
                            "administrator",
                            "researcher",
                            "key-holder",
                        ],
                    )
                ),
                name="people_invited_to_a_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken", None), ("withdrawn", None), _connector="OR"),
                name="people_invitation_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken__isnull", False), ("taken_by", ""), _connector="OR"),
                name="people_invitation_taken_by_nobody_yet",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email", ""), _negated=True),
                    models.Q(("taken", None), ("withdrawn", None), _negated=True),
                    _connector="OR",
                ),
                name="people_open_invitation_has_an_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken", None), ("withdrawn", None)),
                fields=("email", "role", "organisation"),
                name="people_one_open_invitation",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation", None), ("taken", None), ("withdrawn", None)),
                fields=("email", "role"),
                name="people_one_open_invitation_anywhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="people_one_row_a_number"),
        ),
    ]
