"""The addresses of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.evidence.claims.urls import urlpatterns as claims_urls
from trigpoint.evidence.views import answering, asking, files, mapping, piece, portfolio

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

app_name = "evidence"
urlpatterns: list[URLPattern | URLResolver] = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/add/", portfolio.choose, name="choose"),
    path("portfolio/add/photo/", portfolio.photo, name="photo"),
    path("portfolio/add/<slug:kind>/", portfolio.begin, name="begin"),
    path("portfolio/criteria/", portfolio.coverage, name="coverage"),
    path("portfolio/shown/", portfolio.shown_to_me, name="shown"),
    path("portfolio/ask/", asking.choose, name="ask-whom"),
    path("portfolio/ask/<slug:kind>/", asking.ask, name="ask"),
    path("portfolio/asked/<str:asking>/take-back/", asking.cancel, name="ask-cancel"),
    path("portfolio/witness/<str:token>/", answering.witness, name="witness"),
    path("portfolio/witness/<str:token>/easy-read/", answering.easy, name="witness-easy"),
    path("portfolio/witness/<str:token>/no/", answering.decline, name="witness-decline"),
    path("portfolio/witness/<str:token>/take-back/", answering.take_back, name="witness-take-back"),
    path("portfolio/<str:piece>/", piece.piece, name="piece"),
    path("portfolio/<str:piece>/write/", piece.edit, name="edit"),
    path("portfolio/<str:piece>/whose/", piece.origin, name="origin"),
    path("portfolio/<str:piece>/ready/", piece.ready, name="ready"),
    path("portfolio/<str:piece>/draft/", piece.reopen, name="reopen"),
    path("portfolio/<str:piece>/share/", piece.share, name="share"),
    path("portfolio/<str:piece>/delete/", piece.delete, name="delete"),
    path("portfolio/<str:piece>/identifies-a-child/", piece.identifies, name="identifies"),
    path("portfolio/<str:piece>/criteria/", mapping.choose, name="mapping"),
    path("portfolio/<str:piece>/criteria/<str:outcome_id>/", mapping.why, name="why"),
    path("portfolio/<str:piece>/files/", files.add, name="file-add"),
    path("portfolio/<str:piece>/uploads/", files.begin, name="upload-begin"),
    path("portfolio/<str:piece>/uploads/<str:upload>/", files.upload, name="upload"),
    path("portfolio/<str:piece>/files/<str:file>/", files.file, name="file"),
    path("portfolio/<str:piece>/files/<str:file>/black-out/", files.black_out, name="black-out"),
    path("portfolio/<str:piece>/files/<str:file>/remove/", files.remove, name="file-remove"),
    *claims_urls,
]
