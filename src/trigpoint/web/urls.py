"""Every address, room by room."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from trigpoint.people.urls import sign_in_patterns
from trigpoint.web import errors, health, jobs, notices, style_guide, unsent, views

everywhere: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("trigpoint.pathway.urls")),
    path("", include("trigpoint.governance.urls")),
    path("", include("trigpoint.people.urls")),
    path("account/data/", include("trigpoint.people.data.urls")),
    path("", include(sign_in_patterns)),
    path("first-page/", views.first_page, name="first-page"),
    path("schools/", include("trigpoint.schools.urls")),
    path("law/", include("trigpoint.law.urls")),
    path("", include("trigpoint.learning.urls")),
    path("", include("trigpoint.evidence.urls")),
    path("", include("trigpoint.assessment.urls")),
    path("", include("trigpoint.credentials.urls")),
    path("get-help/", views.get_help, name="help"),
    path("easy-read/", views.easy_read, name="easy-read"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("privacy/", notices.privacy, name="privacy"),
    path("cookies/", notices.cookies, name="cookies"),
    path("terms/", notices.terms, name="terms"),
    path("contact/", notices.contact, name="contact"),
    path("complaints/", notices.complaints, name="complaints"),
    path("complaints/easy-read/", notices.easy_complaints, name="easy-complaints"),
    path("open-source/", views.open_source, name="open-source"),
    path("jobs/<str:job_id>/", jobs.job, name="job"),
    path("jobs/<str:job_id>/file/", jobs.file, name="job-file"),
    path("jobs/<str:job_id>/again/", jobs.again, name="job-again"),
    path("unsent/", unsent.unsent, name="unsent"),
    path("work-queue/", jobs.queue, name="work-queue"),
    path("work-queue/<int:task_id>/again/", jobs.try_again, name="work-try-again"),
    path("work-queue/<int:task_id>/leave-out/", jobs.leave_out, name="work-leave-out"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
]
demonstration: list[URLPattern | URLResolver] = [
    path("style-guide/", style_guide.index, name="style-guide"),
    path("style-guide/question/<slug:slug>/", style_guide.question, name="style-guide-question"),
    path("style-guide/result/", style_guide.result, name="style-guide-result"),
    path("style-guide/example.ics", style_guide.calendar, name="style-guide-calendar"),
    path("style-guide/error/<slug:name>/", style_guide.error, name="style-guide-error"),
]
urlpatterns = [*everywhere, *(demonstration if settings.DEMO else ())]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many_requests
handler500 = errors.failed
