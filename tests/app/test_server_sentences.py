"""What libpq says of a connection that was not made becomes one sentence that says what to do."""

from typing import Final

import psycopg
import pytest

from admission.app.recorders.server.errors import not_connected

AT: Final = 'connection to server at "10.0.0.9", port 5432 failed: '
SAID: Final = {
    'server certificate for "db" (and 1 other name) does not match host name "db1"': "another host",
    'root certificate file "/x.crt" does not exist\nEither provide the file': "sslrootcert",
    "SSL error: certificate verify failed": "sslmode",
    'FATAL:  no pg_hba.conf entry for host "10.0.0.9", no encryption': "pg_hba.conf",
    'FATAL:  password authentication failed for user "application"': "PGPASSWORD",
}


@pytest.mark.parametrize("said", SAID)
def test_each_reason_has_a_sentence_without_what_the_server_said(said: str) -> None:
    found = str(not_connected(psycopg.OperationalError(AT + said), "postgresql://db/admission"))
    assert SAID[said] in found
    assert found.startswith("postgresql://db/admission cannot be opened: ")
    assert "10.0.0.9" not in found
    assert "\n" not in found
