"""The addresses of law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.law.terms import views as terms
from trigpoint.law.views import dates, letters, library, search, texts
from trigpoint.law.watch import views as watch

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "law"
urlpatterns: list[URLPattern] = [
    path("", library.home, name="home"),
    path("search/", search.find, name="search"),
    path("situations/", library.situations, name="situations"),
    path("situations/<slug:slug>/", library.situation, name="situation"),
    path("situations/<slug:slug>/one-page/", library.guide, name="guide"),
    path("who/", library.holders, name="holders"),
    path("who/<slug:slug>/", library.holder, name="holder"),
    path("provisions/", library.provisions, name="provisions"),
    path("provisions/<slug:slug>/", library.provision, name="provision"),
    path("proposed/", library.proposed, name="proposed"),
    path("texts/", texts.held, name="texts"),
    path("texts/<slug:start>/<int:position>/", texts.text, name="text"),
    path("compare/", texts.compare, name="compare"),
    path("letters/", letters.index, name="letters"),
    path("letters/<slug:slug>/", letters.letter, name="letter"),
    path("plain-words/", letters.check, name="plain"),
    path("changes/", watch.changed, name="changes"),
    path("watch/", watch.watch, name="watch"),
    path("watch/enter/", watch.enter, name="enter-change"),
    path("watch/<slug:key>/", watch.notice, name="notice"),
    path("term-dates/", terms.entered, name="term-dates"),
    path("term-dates/enter/", terms.enter, name="enter-term-dates"),
    path("term-dates/file/", terms.file, name="term-dates-file"),
    path("term-dates/template/", terms.template, name="term-dates-template"),
    path("term-dates/<int:number>/withdraw/", terms.withdraw, name="withdraw-term-dates"),
    path("dates/", dates.index, name="dates"),
    path("dates/<slug:slug>/", dates.date, name="date"),
    path("dates/<slug:slug>/calendar/", dates.date_calendar, name="date-calendar"),
]
