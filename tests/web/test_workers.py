"""What the workers of a server may not inherit from the process that makes them."""

from __future__ import annotations

import pytest
from django.db import connection

from trigpoint.web.cli import leave_no_connection


@pytest.mark.django_db(transaction=True)
def test_no_connection_and_no_pool_is_left_to_be_copied():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    pools = getattr(connection, "_connection_pools", {})

    leave_no_connection()

    in_memory = connection.vendor == "sqlite"  # Django keeps a database in memory open: it would be gone
    assert connection.connection is None or in_memory
    assert connection.alias not in pools
