"""The addresses of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from trigpoint.credentials.views import forums, holder, published, registrar, scheme, verify

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

app_name = "credentials"
urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.shared, name="shared"),
    path("register/", verify.register, name="register"),
    path(".well-known/did.json", published.did, name="did"),
    path("forums/<int:number>/did.json", published.forum, name="forum-did"),
    path("credentials/status/<int:number>/<slug:purpose>", published.status_list, name="status"),
    path("credentials/", holder.mine, name="mine"),
    path("credentials/renew/", holder.renew, name="renew"),
    path("credentials/link/", holder.share, name="share"),
    path("credentials/link/off/", holder.unshare, name="unshare"),
    path("credentials/register/", holder.join, name="join"),
    path("credentials/register/leave/", holder.leave, name="leave"),
    path("credentials/record/", holder.record, name="record"),
    path("credentials/name/", holder.name, name="name"),
    path("credentials/forum/", holder.forum, name="ask-forum"),
    path("credentials/give-up/", holder.give_up, name="give-up"),
    path("credentials/notices/<str:key>/", holder.reply, name="reply"),
    path("credentials/asked/", forums.asked, name="asked"),
    path("credentials/asked/<str:key>/", forums.answer, name="answer"),
    path("credentials/awards/", registrar.awards, name="awards"),
    path("credentials/awards/issue/", registrar.batch, name="batch"),
    path("credentials/awards/names/<str:key>/", registrar.decide_name, name="decide-name"),
    path("credentials/awards/<str:key>/", registrar.award, name="award"),
    path("credentials/awards/<str:key>/notice/", registrar.notice, name="notice"),
    path("credentials/awards/<str:key>/notice/drop/", registrar.drop, name="drop"),
    path("credentials/awards/<str:key>/revoke/", registrar.revoke, name="revoke"),
    path("credentials/awards/<str:key>/suspend/", registrar.suspend, name="suspend"),
    path("credentials/awards/<str:key>/reinstate/", registrar.reinstate, name="reinstate"),
    path("scheme/case/senco-award.json", scheme.package, name="case"),
    path("scheme/case/senco-award.jsonld", scheme.credential, name="case-credential"),
    path("scheme/case/items/<uuid:identifier>", scheme.item, name="case-item"),
    path("", include("trigpoint.credentials.outside.urls")),
    path("", include("trigpoint.credentials.certificate.urls")),
    path("credentials/<str:key>/credential.json", holder.document, name="document"),
    path("credentials/<str:key>/credential.jwt", holder.token, name="token"),
]
