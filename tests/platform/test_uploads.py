"""Files: one small one where a page says so, none anywhere else."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from trigpoint.platform.permissions import public
from trigpoint.platform.uploads import DRAINED, file_in, takes_a_file


@public
@takes_a_file(most=10)
def taking(request):
    sent = file_in(request, "file")
    return HttpResponse("too large" if sent.is_too_large else repr(sent.data))


@public
def plain(request):
    return HttpResponse(", ".join(request.POST))


urlpatterns = [path("taking/", taking), path("plain/", plain)]


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    settings.SECURE_SSL_REDIRECT = False
    settings.MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
    return Client()


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("timeline.csv", content, "text/csv")


def test_a_page_that_takes_a_file_gets_it(visitor):
    assert visitor.post("/taking/", {"file": file(b"0123456789")}).content == b"b'0123456789'"


def test_a_form_without_a_file_is_read_all_the_same(visitor):
    assert visitor.post("/taking/", {"other": "x"}).content == b"None"


def test_a_file_that_is_too_large_is_told_and_not_kept(visitor):
    assert visitor.post("/taking/", {"file": file(b"01234567890")}).content == b"too large"
    assert visitor.post("/taking/", {"file": file(b"x" * 200_000)}).content == b"too large"


def test_a_request_of_many_megabytes_is_refused_unread(visitor):
    assert visitor.post("/taking/", {"file": file(b"x" * (DRAINED + 1))}).status_code == 400


def test_two_files_are_refused(visitor):
    assert visitor.post("/taking/", {"file": file(b"1"), "more": file(b"2")}).status_code == 400


def test_a_page_that_takes_no_file_refuses_the_request(visitor):
    assert visitor.post("/plain/", {"file": file(b"1"), "name": "x"}).status_code == 400
    assert visitor.post("/plain/", {"name": "x"}).content == b"name"


def test_a_forged_form_with_a_file_is_refused(visitor, settings):
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/taking/", {"file": file(b"1")}).status_code == 403
