"""The addresses of My plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.plan.views import choices, goals, plan, reflections, time

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("plan/", plan.plan, name="plan"),
    path("plan/everything/", plan.everything, name="plan-everything"),
    path("plan/goals/add/", goals.add, name="plan-goal-add"),
    path("plan/goals/take/", goals.take, name="plan-goal-take"),
    path("plan/goals/<str:goal>/", goals.change, name="plan-goal"),
    path("plan/goals/<str:goal>/done/", goals.finish, name="plan-goal-done"),
    path("plan/goals/<str:goal>/take-off/", goals.drop, name="plan-goal-drop"),
    path("plan/goals/<str:goal>/back/", goals.reopen, name="plan-goal-back"),
    path("plan/how-sure/", plan.strands, name="plan-assess"),
    path("plan/how-sure/<str:strand>/", plan.assess, name="plan-assess-strand"),
    path("plan/gaps/", plan.gaps, name="plan-gaps"),
    path("plan/review/", plan.review, name="plan-review"),
    path("plan/reflections/", reflections.reflections, name="plan-reflections"),
    path("plan/reflections/write/", reflections.write, name="plan-reflection-write"),
    path("plan/reflections/<str:reflection>/", reflections.reflection, name="plan-reflection"),
    path("plan/reflections/<str:reflection>/change/", reflections.change, name="plan-reflection-change"),
    path("plan/reflections/<str:reflection>/delete/", reflections.delete, name="plan-reflection-delete"),
    path("plan/reflections/<str:reflection>/hide/", reflections.hide, name="plan-reflection-hide"),
    path("plan/time/", time.requests, name="plan-time"),
    path("plan/time/ask/", time.ask, name="plan-time-ask"),
    path("plan/time/<str:ask>/", time.letter, name="plan-time-letter"),
    path("plan/time/<str:ask>/answer/", time.answer, name="plan-time-answer"),
    path("plan/time/<str:ask>/accept/", time.accept, name="plan-time-accept"),
    path("plan/time/<str:ask>/withdraw/", time.withdraw, name="plan-time-withdraw"),
    path("plan/reminders/", choices.reminders, name="plan-reminders"),
    path("plan/reminders/stop/<str:token>/", choices.stop, name="plan-stop"),
    path("plan/half-terms/", choices.terms, name="plan-terms"),
    path("plan/half-terms/remove/", choices.remove_term, name="plan-term-remove"),
    path("plan/calendar/", choices.calendar, name="plan-calendar"),
    path("plan/calendar/open/", choices.open_calendar, name="plan-calendar-open"),
    path("plan/calendar/close/", choices.close_calendar, name="plan-calendar-close"),
    path("plan/calendar/<str:token>/my-plan.ics", choices.feed, name="plan-feed"),
]
