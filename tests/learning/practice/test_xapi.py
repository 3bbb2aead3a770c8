"""Statements for a store of learning records: their shape, that each comes once, that failures are tried again."""

from __future__ import annotations

import copy
import json
import re
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from tests.platform.working import NOON, Clock, run_all
from tests.somebody import a_person_like

from trigpoint.content.questions import questions
from trigpoint.content.scenarios import scenarios
from trigpoint.content.units import units
from trigpoint.learning.practice import actions
from trigpoint.learning.practice.events import ANSWERED, ROUND_SUBMITTED
from trigpoint.learning.practice.subscribers import TOLD, queue_for_the_store
from trigpoint.learning.practice.tasks import code_of
from trigpoint.learning.practice.xapi.sending import Store, StoreError, send
from trigpoint.learning.practice.xapi.statements import statements_of
from trigpoint.platform import subscribers
from trigpoint.platform.events import Recorded
from trigpoint.platform.models import Task

TEMPLATES = Path(__file__).parent / "xapi_templates"
HOME = "https://senco.example"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
IRI = re.compile(r"[a-z]+://\S+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
KNOWN = {
    "statement": {"id", "actor", "verb", "object", "result", "context", "timestamp", "version", "stored", "authority"},
    "actor": {"objectType", "name", "account", "mbox"},
    "verb": {"id", "display"},
    "object": {"objectType", "id", "definition"},
    "result": {"score", "success", "completion", "response", "duration", "extensions"},
    "context": {"registration", "platform", "language", "revision", "statement", "extensions"},
}


def template(name: str) -> Any:
    return json.loads((TEMPLATES / f"{name}.json").read_text())


def faults(said: dict[str, Any]) -> list[str]:
    """What of a statement breaks the specification, as far as the templates show it."""
    found = [f"{key} is unknown" for key in set(said) - KNOWN["statement"]]
    found += [f"no {key}" for key in ("actor", "verb", "object") if not said.get(key)]
    for key, known in KNOWN.items():
        found += [f"{key}.{name} is unknown" for name in set(said.get(key) or {}) - known]
    actor, verb, thing, result = (said.get(key) or {} for key in ("actor", "verb", "object", "result"))
    if "account" in actor:
        found += [f"no account.{key}" for key in ("homePage", "name") if not actor["account"].get(key)]
    elif "mbox" not in actor:
        found.append("nobody is named")
    found += ["verb has no IRI"] * (not IRI.fullmatch(str(verb.get("id", ""))))
    found += ["activity has no IRI"] * (not IRI.fullmatch(str(thing.get("id", ""))))
    words = (thing.get("definition") or {}).get("name") or {}
    found += [f"{tag} is no language" for tag in (*words, *(verb.get("display") or {})) if not LANGUAGE.fullmatch(tag)]
    found += ["id is no UUID"] * ("id" in said and not UUID.fullmatch(said["id"]))
    for key, kind in (("success", bool), ("completion", bool), ("response", str)):
        found += [f"{key} is no {kind.__name__}"] * (key in result and not isinstance(result[key], kind))
    if "timestamp" in said:
        found += ["no time zone"] * (datetime.fromisoformat(said["timestamp"]).tzinfo is None)
    return found


def whole(**parts: str) -> dict[str, Any]:
    """A statement of the templates, with these parts."""
    said: dict[str, Any] = template("statements/default")
    return said | {key: template(name) for key, name in parts.items()}


@pytest.mark.parametrize(
    "said",
    [
        whole(),
        whole(
            actor="agents/account", object="activities/default", result="results/default", context="contexts/default"
        ),
        whole(actor="agents/mbox", verb="verbs/default"),
    ],
)
def test_our_look_at_statements_lets_the_sound_templates_through(said: dict[str, Any]):
    assert faults(said) == []


@pytest.mark.parametrize(
    "said",
    [
        template("statements/no_actor"),
        template("statements/no_verb"),
        template("statements/no_object"),
        whole(actor="agents/account_no_homepage"),
        whole(actor="agents/account_no_name"),
        whole(object="activities/no_id"),
        whole(object="activities/name_invalid"),
        whole(verb="verbs/no_id"),
    ],
)
def test_our_look_at_statements_finds_what_is_wrong_with_the_broken_templates(said: dict[str, Any]):
    assert faults(said)


def event(name: str, data: dict[str, Any]) -> Recorded:
    return Recorded("v_1", name, "p_1", "p_1", datetime(2026, 11, 24, 16, tzinfo=UTC), data)


QUESTION = next(iter(questions()))
SCENARIO = next(iter(scenarios()))
EVENTS = [
    event("learning.question.answered", {"question": QUESTION, "right": False, "sure": False, "text": "h"}),
    event(
        "learning.round.submitted",
        {"round": "p_r", "right": 1, "of": 2, "answered": [f"{QUESTION}:1", "gone-question:0"]},
    ),
    event("learning.unit.finished", {"unit": next(iter(units())), "step": "s", "entry": "e_1"}),
    event(
        "learning.run.decided",
        {"scenario": SCENARIO, "point": "first", "choice": "a", "reason": "r1", "verdict": "right", "run": "g_1"},
    ),
]


@pytest.mark.parametrize("told", EVENTS, ids=lambda one: one.name)
def test_what_we_say_is_sound_and_names_nobody(told: Recorded):
    said = statements_of(told, home=HOME, person="code")
    assert said
    for one in said:
        assert faults(one) == []
        assert one["actor"]["account"] == {"homePage": HOME, "name": "code"}
        assert "p_1" not in json.dumps(one)
        assert set(one) <= KNOWN["statement"]
    assert len({one["id"] for one in said}) == len(said)
    assert said == statements_of(told, home=HOME, person="code")


def test_a_round_says_each_answer_and_how_many_were_right():
    first, second, all_of_it = statements_of(EVENTS[1], home=HOME, person="code")
    assert (first["result"]["success"], second["result"]["success"]) == (True, False)
    assert all_of_it["result"]["score"] == {"raw": 1, "min": 0, "max": 2}


def test_other_events_say_nothing():
    assert statements_of(event("learning.practice.planned", {}), home=HOME, person="code") == []


# ---- Sending, to a real server on this machine


class AStore(BaseHTTPRequestHandler):
    """A small store: it keeps statements by id, refuses unsound ones, and says when one would change."""

    kept: ClassVar[dict[str, Any]] = {}
    asked: ClassVar[list[dict[str, str]]] = []
    fails: ClassVar[list[int]] = []

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({"path": self.path, **dict(self.headers)})
        if self.fails:
            self.answer(self.fails.pop(0))
        elif any(faults(one) for one in said) or self.headers["X-Experience-API-Version"] != "1.0.3":
            self.answer(400)
        elif any(self.kept.get(one["id"], one) != one for one in said):
            self.answer(409)
        else:
            self.kept.update({one["id"]: one for one in said})
            self.answer(200)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def store():
    AStore.kept, AStore.asked, AStore.fails = {}, [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), AStore)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/xapi"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def told(settings, store, monkeypatch: pytest.MonkeyPatch):
    """A copy that tells the store."""
    settings.LRS_URL, settings.LRS_KEY, settings.LRS_SECRET = store, "trigpoint", "a secret"
    settings.ISSUER_URL = HOME
    monkeypatch.setattr(subscribers, "_handlers", copy.deepcopy(subscribers._handlers))
    for name in TOLD:
        subscribers.subscribe(name, queue_for_the_store)
    return store


def answer_one(person: str) -> None:
    key = questions()[QUESTION].key
    said = key if isinstance(key, str) else list(key) if isinstance(key, tuple) else dict(key)
    actions.answer(person=person, question=QUESTION, answer=said, attempt="k1", now=NOON)


@pytest.mark.localhost
@pytest.mark.django_db
def test_an_answer_reaches_the_store_once(told):
    clock = Clock()
    person = a_person_like("Asha Made Up").key
    answer_one(person)
    run_all(clock)
    (kept,) = AStore.kept.values()
    assert kept["verb"]["id"].endswith("/answered")
    assert kept["result"] == {"success": True, "completion": True}
    assert kept["actor"]["account"]["name"] == code_of(person) != person
    assert AStore.asked[0]["path"] == "/xapi/statements"
    assert AStore.asked[0]["Authorization"].startswith("Basic ")


@pytest.mark.localhost
@pytest.mark.django_db
def test_a_store_that_fails_is_asked_again_and_nothing_comes_twice(told):
    clock = Clock()
    AStore.fails = [503]
    answer_one(a_person_like("Asha Made Up").key)
    run_all(clock)
    assert AStore.kept == {}
    clock.move(minutes=1)
    run_all(clock)
    assert len(AStore.kept) == 1
    Task.objects.filter(name="learning.xapi").update(state="waiting", due=clock())
    run_all(clock)
    assert len(AStore.kept) == 1
    assert len(AStore.asked) == 3


@pytest.mark.localhost
def test_statements_that_are_there_already_are_taken_for_sent(store):
    AStore.fails = [409]
    send(Store(store), statements_of(EVENTS[0], home=HOME, person="code"))


@pytest.mark.localhost
@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_refusal_is_said_with_what_to_look_at(store, status: int):
    AStore.fails = [status]
    with pytest.raises(StoreError, match=f"answered {status}. Check its address and its key"):
        send(Store(store, "key", "wrong"), statements_of(EVENTS[0], home=HOME, person="code"))


@pytest.mark.localhost
def test_a_store_that_is_not_there_is_an_error_that_is_tried_again():
    with pytest.raises(StoreError, match="did not answer"):
        send(Store("http://127.0.0.1:9/xapi"), [])


@pytest.mark.django_db
def test_nothing_is_sent_and_nothing_queued_where_no_store_is_set():
    answer_one(a_person_like("Asha Made Up").key)
    assert not Task.objects.filter(name="learning.xapi").exists()
    for name in (ANSWERED, ROUND_SUBMITTED):
        assert "learning.practice.subscribers.queue_for_the_store" not in subscribers.subscribers_of(name)
