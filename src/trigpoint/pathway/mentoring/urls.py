"""The addresses of mentors and meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.mentoring.views import allocating, candidate, meetings, mentor

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("plan/mentor/", candidate.mentor, name="mentor"),
    path("plan/mentor/ask/", candidate.ask, name="mentor-ask"),
    path("plan/mentor/withdraw/", candidate.withdraw, name="mentor-withdraw"),
    path("plan/mentor/offer/", candidate.answer, name="mentor-answer"),
    path("plan/mentor/offer/decline/", candidate.decline, name="mentor-decline"),
    path("plan/mentor/sees/", candidate.sees, name="mentor-sees"),
    path("plan/mentor/end/", candidate.end, name="mentor-end"),
    path("plan/mentor/reflections/<str:reflection>/", candidate.show_reflection, name="mentor-reflection"),
    path("mentoring/", mentor.candidates, name="mentoring"),
    path("mentoring/most/", mentor.most, name="mentoring-most"),
    path("mentoring/candidates/<str:mentoring>/", mentor.candidate, name="mentoring-candidate"),
    path("mentoring/candidates/<str:mentoring>/end/", mentor.end, name="mentoring-end"),
    path("mentoring/candidates/<str:mentoring>/sees/<slug:item>/", mentor.look, name="mentoring-look"),
    path("meetings/with/<str:mentoring>/", meetings.write, name="meeting-write"),
    path("meetings/<str:meeting>/", meetings.meeting, name="meeting"),
    path("meetings/<str:meeting>/change/", meetings.change, name="meeting-change"),
    path("meetings/<str:meeting>/sign/", meetings.sign, name="meeting-sign"),
    path("meetings/<str:meeting>/steps/<int:step>/", meetings.plan, name="meeting-plan"),
    path("mentors/", allocating.waiting, name="mentors"),
    path("mentors/find/", allocating.find, name="mentors-find"),
    path("mentors/for/<str:candidate>/", allocating.offer, name="mentors-offer"),
]
