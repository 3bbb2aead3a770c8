"""Mail: queued with the action, sent by a worker to a real server, kept as a file in a demonstration, else off."""

from __future__ import annotations

import socket
import stat

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import send_mail
from django.db import transaction
from tests.platform.working import NOON, run_all

from trigpoint.platform import mail
from trigpoint.platform.mail_server import MailUrlError, Server, server_from
from trigpoint.platform.models import Message, Task

pytestmark = pytest.mark.django_db
ADDRESS = "asha@school.example"


class Inbox:
    """What the mail server took. `refuses` holds the answers to give first."""

    def __init__(self):
        self.messages, self.refuses = [], []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.refuses:
            return self.refuses.pop(0)
        self.messages.append((envelope.mail_from, envelope.rcpt_tos, envelope.content.decode()))
        return "250 Taken"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def inbox(settings):
    found = Inbox()
    port = free_port()
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL_SERVER = Server("127.0.0.1", port, starttls=False)
    settings.DEFAULT_FROM_EMAIL = "Trigpoint <no-reply@trigpoint.example>"
    yield found
    controller.stop()


@pytest.fixture(autouse=True)
def _nobody_known(monkeypatch):
    monkeypatch.setattr(mail, "_books", [])


def send(**more):
    fields = {"to": ADDRESS, "subject": "Your mentor has answered", "lines": ["Hello Asha,", "See My standing – now."]}
    return mail.send(**fields | more, now=NOON)


def row(message_id):
    return Message.objects.values_list("state", "text", "subject").get(id=message_id)


@pytest.mark.localhost
def test_a_message_reaches_a_real_server_as_plain_text_and_its_words_are_then_gone(clock, inbox):
    message_id = send()
    assert inbox.messages == []

    run_all(clock)

    ((sender, to, text),) = inbox.messages
    assert (sender, to) == ("no-reply@trigpoint.example", [ADDRESS])
    assert "Subject: Your mentor has answered\r\n" in text
    assert f"Message-ID: <{message_id}@trigpoint.example>\r\n" in text
    assert "Auto-Submitted: auto-generated\r\n" in text
    assert 'Content-Type: text/plain; charset="utf-8"' in text
    assert "Hello Asha,\r\n\r\nSee My standing – now.\r\n" in text
    assert row(message_id) == ("sent", "", "Your mentor has answered")


@pytest.mark.localhost
def test_a_server_that_refuses_is_asked_again_later(clock, inbox):
    inbox.refuses = ["451 Later"]
    message_id = send()
    run_all(clock)
    assert (row(message_id)[0], Task.objects.get().state) == ("waiting", "waiting")

    clock.move(minutes=1)
    run_all(clock)

    assert (len(inbox.messages), row(message_id)[0]) == (1, "sent")


@pytest.mark.localhost
def test_a_message_that_was_sent_is_not_sent_again_when_its_mark_came_and_the_tasks_did_not(clock, inbox):
    message_id = send()
    mail.deliver(message_id, now=NOON)

    run_all(clock)

    assert len(inbox.messages) == 1


@pytest.mark.localhost
def test_a_person_is_found_by_key_when_the_message_is_sent(clock, inbox):
    mail.use_address_book({"p_asha": ADDRESS}.get)
    send(to="p_asha")
    gone = send(to="p_gone")

    run_all(clock)

    assert [to for _, to, _ in inbox.messages] == [[ADDRESS]]
    assert row(gone)[:2] == ("nobody", "")


@pytest.mark.localhost
def test_what_a_library_sends_goes_the_same_way(clock, inbox, settings, time_machine):
    time_machine.move_to(NOON, tick=False)
    settings.EMAIL_BACKEND = "trigpoint.platform.mail_backend.QueuedBackend"
    with transaction.atomic():
        sent = send_mail("A\n subject", "The words.\n", None, [ADDRESS, "tom@school.example"])
    assert (sent, inbox.messages) == (1, [])

    run_all(clock)

    assert [to for _, to, _ in inbox.messages] == [[ADDRESS], ["tom@school.example"]]
    assert "Subject: A subject\r\n" in inbox.messages[0][2]


def test_a_message_goes_with_the_action_that_sent_it(clock):
    with transaction.atomic():
        send()
        transaction.set_rollback(True)

    assert (Message.objects.count(), run_all(clock)) == (0, 0)


def test_with_mail_off_nothing_is_sent_and_no_words_are_kept(clock, settings):
    settings.MAIL_SERVER, settings.DEMO = None, False
    message_id = send()

    run_all(clock)

    assert row(message_id) == ("off", "", "Your mentor has answered")


def test_a_demonstration_keeps_messages_as_files_for_their_owner_alone(clock, settings, tmp_path):
    settings.MAIL_SERVER, settings.DEMO, settings.DATA = None, True, tmp_path
    message_id = send()

    run_all(clock)

    (path,) = (tmp_path / "mail").iterdir()
    assert path.name == f"2026-11-23-{message_id}.txt"
    assert path.read_text("utf-8").startswith(f"To: {ADDRESS}\nFrom: Trigpoint <trigpoint@localhost>\nSubject: Your")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert row(message_id)[:2] == ("filed", "")


@pytest.mark.parametrize("subject", ["", "Two\nlines", "x" * 201])
def test_a_subject_is_one_short_line(subject):
    with pytest.raises(ValueError, match="one line"):
        send(subject=subject)


def test_what_ended_long_ago_is_forgotten(clock, settings):
    settings.MAIL_SERVER, settings.DEMO = None, False
    send()
    run_all(clock)
    send()
    clock.move(days=40)

    assert mail.forget_ended(clock()) == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", None),
        ("smtp://mail.example", Server("mail.example", 587)),
        ("smtp://localhost:25?starttls=off", Server("localhost", 25, starttls=False)),
        ("smtps://me%40x:p%3Aw@mail.example", Server("mail.example", 465, "me@x", "p:w", tls=True, starttls=False)),
    ],
)
def test_the_address_of_a_server_is_read(url, server):
    assert server_from(url) == server


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://h:99999", "smtp://h?tls=1", "smtp://h?starttls=x"]
)
def test_an_address_that_cannot_be_used_is_refused(url):
    with pytest.raises(MailUrlError, match="rite"):
        server_from(url)


def test_a_password_is_never_shown():
    assert "secret" not in repr(server_from("smtp://me:secret@mail.example"))
    with pytest.raises(MailUrlError) as refused:
        server_from("smtp://me:secret@mail.example?tls=1")
    assert "secret" not in str(refused.value)
