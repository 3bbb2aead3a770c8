from datetime import timedelta

from trigpoint.people import actions
from trigpoint.people.models import Session, SignInLink
from trigpoint.people.sessions import SessionStore
from trigpoint.people.tasks import end_old_sessions
from trigpoint.platform import clock


def test_sessions_and_links_that_have_run_out_are_removed_and_others_stay(a_person):
    now = clock.now()
    old, fresh = SessionStore(), SessionStore()
    for session, seconds in ((old, 60), (fresh, 3600)):
        session["a"] = 1
        session.set_expiry(seconds)
        session.save()
    actions.make_link(person=a_person("Asha Rahman").key, actor=None, now=now)

    assert end_old_sessions(now + timedelta(minutes=10)) == "1 sessions and 0 links removed"
    assert [row.session_key for row in Session.objects.all()] == [fresh.session_key]
    assert SignInLink.objects.count() == 1
    assert end_old_sessions(now + timedelta(minutes=21)) == "0 sessions and 1 links removed"
