"""The addresses of appeals, the award board, its figures, and the whole record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.assessment.board.views import appeals, figures, meetings, records

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("appeals/<str:submission>/", appeals.appeal, name="appeal"),
    path("board/", meetings.home, name="board"),
    path("board/appeals/", appeals.listed, name="appeals"),
    path("board/appeals/<str:appeal>/", appeals.decide, name="appeal-decide"),
    path("board/appeals/<str:appeal>/give/", appeals.give, name="appeal-give"),
    path("board/appeals/<str:appeal>/give-back/", appeals.give_back, name="appeal-give-back"),
    path("board/decisions/", meetings.decisions, name="board-decisions"),
    path("board/minutes/", meetings.all_minutes, name="board-minutes"),
    path("board/meetings/call/", meetings.call, name="meeting-call"),
    path("board/meetings/<str:meeting>/", meetings.meeting, name="meeting"),
    path("board/meetings/<str:meeting>/agenda/", meetings.list_agenda, name="meeting-list"),
    path("board/meetings/<str:meeting>/present/", meetings.present, name="meeting-present"),
    path("board/meetings/<str:meeting>/conflicts/<int:number>/", meetings.conflict, name="meeting-conflict"),
    path("board/meetings/<str:meeting>/sign/", meetings.sign, name="meeting-sign"),
    path("board/meetings/<str:meeting>/minutes/", meetings.minutes, name="minutes-write"),
    path("board/meetings/<str:meeting>/end/", meetings.end, name="meeting-end"),
    path("award/figures/", figures.figures, name="figures"),
    path("about-you/", figures.about_you, name="about-you"),
    path("about-you/take-back/", figures.take_back, name="about-you-take-back"),
    path("assessment-record/", records.record, name="record"),
    path("assessment-record/download/", records.download, name="record-download"),
    path("assessment-record/bring/", records.bring, name="record-bring"),
    path("assessment-record/brought/<str:brought>/", records.brought, name="brought-record"),
    path("assessment-record/brought/<str:brought>/download/", records.download_brought, name="brought-download"),
]
