"""The pages of a portfolio, as a browser without a screen sees them."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.evidence.making import document, film, picture, png

from trigpoint.evidence import actions, queries
from trigpoint.evidence.models import Asking, Piece
from trigpoint.evidence.words import CHECKS, Kind, State
from trigpoint.people.models import Person
from trigpoint.people.roles import Role
from trigpoint.platform.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, asha):
    client.force_login(Person.objects.get(key=asha))
    return client


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def at(name, *args):
    return reverse(f"evidence:{name}", args=args)


def sent(data, name="IMG_1.jpg"):
    return SimpleUploadedFile(name, data, content_type="text/plain")


def test_a_photo_becomes_a_piece_with_one_request(page, asha):
    response = page.post(at("photo"), {"file": sent(picture())}, follow=True)

    assert "The file is added" in words(response)
    assert "Where it was taken was in it, and is taken out." in words(response)
    (row,) = queries.pieces_of(asha)
    assert [one.type for one in row.files] == ["jpeg"]


def test_a_photo_that_is_refused_leaves_no_piece_and_says_why(page, asha):
    response = page.post(at("photo"), {"file": sent(document(script=True))})

    assert response.status_code == 422
    assert "It holds a program (JavaScript)" in words(response)
    assert queries.pieces_of(asha) == ()
    assert page.post(at("photo")).status_code == 422


def test_a_piece_is_begun_written_and_read(page, asha):
    response = page.post(at("begin", "meeting"))
    key = queries.pieces_of(asha)[0].key
    assert response["Location"] == at("edit", key)
    typed = {"version": "1", "title": "With the speech therapist", "purpose": "To agree steps", "words": "Ask earlier."}
    response = page.post(at("edit", key), typed, follow=True)

    assert "It is saved" in words(response)
    assert "What was the meeting for? To agree steps" in words(response)


def test_the_page_saves_by_itself_and_tells_when_another_page_was_first(page, asha, a_piece):
    key = a_piece()
    typed = {"version": "2", "title": "A", "words": "B"}
    said = page.post(at("edit", key), typed, headers={"accept": "application/json"})
    assert said.json() == {"version": 3}
    again = page.post(at("edit", key), typed | {"words": "C"}, headers={"accept": "application/json"})
    assert again.status_code == 409
    assert "compare, then save" in again.json()["words"]
    by_hand = page.post(at("edit", key), typed | {"words": "C"})
    assert "C</textarea>" in by_hand.content.decode()
    assert "compare, then save" in words(by_hand)
    assert 'name="version" value="3"' in by_hand.content.decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "https://user@bank.example", "https://"])
def test_a_link_that_leads_to_no_page_is_refused(page, asha, a_piece, link):
    key = a_piece(Kind.LINK)
    response = page.post(at("edit", key), {"version": "2", "title": "A", "link": link})

    assert "must begin with https://" in words(response)


def test_words_of_an_author_are_never_markup(page, a_piece):
    key = a_piece(words="<script>alert(1)</script>")

    assert b"<script>alert" not in page.get(at("piece", key)).content


def test_a_file_is_given_with_its_own_type_and_can_run_nothing(page, a_piece, add):
    key = a_piece(Kind.FILE)
    image, pdf = add(key, png()), add(key, document(), label="plan.pdf")
    shown, given = page.get(at("file", key, image)), page.get(at("file", key, pdf))

    assert shown["Content-Disposition"].startswith("inline")
    assert given["Content-Disposition"] == "attachment; filename*=UTF-8''plan.pdf"
    for response in (shown, given):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in response["Cache-Control"]
        assert len(b"".join(response.streaming_content)) == int(response["Content-Length"])


def test_nobody_else_learns_that_a_piece_or_its_file_is_there(client, a_piece, add, a_person):
    key = a_piece(Kind.FILE)
    file = add(key, png())
    client.force_login(Person.objects.get(key=a_person("Other Person", Role.ASSESSOR).key))
    names = ("piece", "edit", "origin", "ready", "share", "delete", "identifies", "mapping")
    addresses = [*(at(name, key) for name in names), at("file", key, file), at("black-out", key, file)]

    assert {client.get(address).status_code for address in addresses} == {404}
    posts = [at("file-add", key), at("reopen", key), at("file-remove", key, file), at("upload-begin", key)]
    assert {client.post(address).status_code for address in posts} == {404}


def test_a_viewer_reads_a_piece_and_each_look_is_noted_for_its_author(client, a_piece, asha, a_person, now):
    key, maya = a_piece(ready=True), a_person("Maya Stone", Role.MENTOR).key
    actions.show_to(owner=asha, key=key, viewers=[maya], choices=[maya], now=now)
    client.force_login(Person.objects.get(key=maya))
    response = client.get(at("piece", key))

    assert "Asha Rahman shows you" in words(response)
    assert "Delete this piece" not in words(response)
    assert client.get(at("edit", key)).status_code == 404
    client.force_login(Person.objects.get(key=asha))
    assert "a piece of evidence that you showed or submitted" in words(client.get("/account/data/seen/"))


def test_a_viewer_hides_a_piece_that_identifies_a_child(client, a_piece, asha, a_person, now):
    key, maya = a_piece(), a_person("Maya Stone", Role.MENTOR).key
    actions.show_to(owner=asha, key=key, viewers=[maya], choices=[maya], now=now)
    client.force_login(Person.objects.get(key=maya))
    assert "You need not be sure" in words(client.get(at("identifies", key)))
    assert Piece.objects.get(key=key).state == State.DRAFT
    response = client.post(at("identifies", key), follow=True)

    assert "Thank you. It is hidden" in words(response)
    assert client.get(at("piece", key)).status_code == 404
    client.force_login(Person.objects.get(key=asha))
    assert "Hidden: it identified a child" in words(client.get(at("portfolio")))


def test_a_piece_is_mapped_declared_checked_and_made_ready(page, a_piece, asha):
    key = a_piece()
    assert "LAW-3.2 Finds words" in words(page.get(at("why", key, "LAW-3")))
    page.post(at("why", key, "LAW-3"), {"why-LAW-3-2": "Page 2."})
    assert page.get(at("why", key, "NO-3")).status_code == 404
    incomplete = page.post(at("origin", key), {"origin": "shared", "ai": "draft"})
    assert "Enter which part is yours" in words(incomplete)
    assert "Enter which tool it was" in words(incomplete)
    page.post(at("origin", key), {"origin": "own", "ai": "language"})
    version = queries.pieces([key])[key].version
    short = page.post(at("ready", key), {"version": version, "checks": ["names"]})
    assert "Tick every line" in words(short)
    response = page.post(at("ready", key), {"version": version, "checks": list(CHECKS)}, follow=True)

    assert "It is ready to submit" in words(response)
    assert "1 of " in words(page.get(at("portfolio")))
    gaps = words(page.get(at("coverage") + "?strand=LAW&show=gaps"))
    assert "LAW-3.1" in gaps
    assert "LAW-3.2 " not in gaps


def test_parts_of_a_picture_are_blacked_out_by_squares_numbers_and_drawing(page, a_piece, add):
    key = a_piece(Kind.FILE)
    file = add(key, png(120, 120))
    page.post(at("black-out", key, file), {"cell": ["0-0", "11-11", "99-1"], "box": ["500,500,100,100"]})
    assert queries.pieces([key])[key].files[0].blacked_out == 3
    for wrong in ({"left": "10"}, {"left": "a", "top": "1", "width": "1", "height": "1"}, {"box": "1,2,3"}):
        response = page.post(at("black-out", key, file), wrong)
        assert "Enter all four numbers" in words(response)
    assert "Mark at least one place" in words(page.post(at("black-out", key, file), {}))
    page.post(at("black-out", key, file), {"left": "0", "top": "0", "width": "10", "height": "150%"})

    assert queries.pieces([key])[key].files[0].blacked_out == 3


def test_a_file_comes_in_parts(page, a_piece):
    key, data = a_piece(Kind.FILE), picture(300, 200)
    said = json.dumps({"label": "wall.jpg", "size": len(data), "adults": []})
    begun = page.post(at("upload-begin", key), said, content_type="application/octet-stream").json()

    def part(offset, piece):
        headers = {"upload-offset": str(offset)}
        return page.post(begun["url"], piece, content_type="application/octet-stream", headers=headers)

    assert part(0, data[:500]).json() == {"have": 500}
    wrong = part(0, data)
    assert (wrong.status_code, wrong.json()) == (409, {"have": 500})
    done = part(500, data[500:]).json()
    assert page.get(done["done"]).status_code == 200
    assert queries.pieces([key])[key].files[0].label == "wall.jpg"
    assert part(0, data).status_code == 404


@pytest.mark.parametrize("said", ["", "{", "[]", '{"label": "a"}', '{"label": "a", "size": "x"}'])
def test_a_script_that_says_nonsense_is_told_so(page, a_piece, said):
    response = page.post(at("upload-begin", a_piece()), said, content_type="application/octet-stream")

    assert response.status_code == 422


def test_a_request_of_five_gigabytes_is_answered_before_it_is_read(page, a_piece):
    response = page.post(at("file-add", a_piece()), {"file": sent(b"x")}, CONTENT_LENGTH="5000000000")

    assert response.status_code == 413
    assert "It has 5 GB. The most we take is 500 MB" in words(response)


def test_a_recording_without_names_is_refused_and_the_piece_is_as_it_was(page, a_piece):
    key = a_piece(Kind.FILE)
    response = page.post(at("file-add", key), {"file": sent(film(), "talk.mp4")})
    assert "Name each adult in it" in words(response)
    response = page.post(at("file-add", key), {"file": sent(film(), "talk.mp4"), "adults": "Hugo Vale\n"}, follow=True)

    assert "Adults in it, who agreed: Hugo Vale." in words(response)


@pytest.fixture
def link(page, settings):
    """Ask a family through the page, and return the address that the mail carries."""
    settings.DEMO = True
    typed = {"name": "A parent", "email": "parent@home.example", "about": "Our meeting", "reading": "easy"}
    assert "They are asked" in words(page.post(at("ask", "family"), typed, follow=True))
    found = re.search(r"http://testserver(\S+)", Message.objects.get(to="parent@home.example").text)
    assert found
    return found[1]


def test_a_family_answers_in_easy_read_without_an_account_and_takes_it_back(client, link, asha):
    client.logout()
    shown = client.get(link)
    assert "This page is a draft." in words(shown)
    assert shown["X-Robots-Tag"] == "noindex"
    refused = client.post(link, {"heard": "Yes, she heard us."})
    assert "Yes, she heard us.</textarea>" in refused.content.decode()
    assert "Yes, she heard us." in words(
        client.post(link, {"heard": "Yes, she heard us.", "consent": "yes"}, follow=True)
    )
    assert "Asha Rahman" in words(client.get(link))
    found = re.search(r'href="([^"]+take-back/)"', client.get(link).content.decode())
    assert found
    back = found[1]
    client.get(back)
    assert Piece.objects.get(owner=asha).state == State.DRAFT
    response = client.post(back, follow=True)

    assert "You took your words back" in words(response)
    assert Piece.objects.get(owner=asha).state == State.WITHDRAWN


def test_whoever_asked_does_not_see_the_link(page, link):
    key = Asking.objects.get().key

    assert key not in page.get(at("portfolio")).content.decode().replace(at("ask-cancel", key), "")


def test_a_family_says_no(client, link):
    token = link.removesuffix("easy-read/")
    client.post(f"{token}no/")

    assert "You would rather not" in words(client.get(token))
    assert client.get(token).status_code == 410


def test_a_link_that_was_changed_is_no_link(client, link):
    assert client.get(link.replace("w_", "w_0")).status_code == 404


def test_without_mail_nobody_is_asked_since_the_link_would_go_to_whoever_asks(page, settings):
    settings.DEMO, settings.MAIL_SERVER = False, None
    typed = {"name": "A colleague", "email": "c@school.example", "about": "June"}

    assert "This copy sends no mail" in words(page.post(at("ask", "witness"), typed))
    assert Asking.objects.count() == 0


def test_a_piece_is_shown_to_those_whom_she_may_choose_and_nobody_else(page, a_piece, a_person):
    key, other = a_piece(), a_person("Other Person").key
    assert "There is nobody to show it to" in words(page.get(at("share", key)))
    page.post(at("share", key), {"viewers": [other]})

    assert queries.viewers_of(key) == ()
