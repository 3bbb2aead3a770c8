"""Claims for prior learning, and the certificates that they rest on."""

from django.db import migrations, models

import trigpoint.evidence.claims.models


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=trigpoint.evidence.claims.models.certificate_key, max_length=40, unique=True
                    ),
                ),
                ("owner", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=200)),
                ("issuer", models.CharField(max_length=200)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("compared", models.CharField(max_length=64, null=True, unique=True)),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("awarded_on", models.DateField()),
                ("piece", models.CharField(blank=True, max_length=40)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-awarded_on", "id"),
                "indexes": [models.Index(fields=["owner"], name="evidence_certificates_of")],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(default=trigpoint.evidence.claims.models.claim_key, max_length=40, unique=True),
                ),
                ("owner", models.CharField(max_length=64)),
                ("outcome", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("ready", "Ready to send")], default="draft", max_length=5
                    ),
                ),
                ("says", models.JSONField(default=dict)),
                ("posts", models.JSONField(default=list)),
                ("plan", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(null=True)),
                ("certificates", models.ManyToManyField(related_name="claims", to="evidence_claims.certificate")),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "outcome"), name="evidence_claim_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "ready"])), name="evidence_claim_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ready_at", None), ("state", "draft")),
                            models.Q(("ready_at__isnull", False), ("state", "ready")),
                            _connector="OR",
                        ),
                        name="evidence_claim_ready_since",
                    ),
                ],
            },
        ),
    ]
