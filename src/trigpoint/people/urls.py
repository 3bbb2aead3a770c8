"""The addresses of this room. Of allauth's pages those that we use, under our addresses and our rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path

from trigpoint.people.administration import views as administering
from trigpoint.people.invitations import views as invitations
from trigpoint.people.views import account, administration, outside, passkeys, places, second_step, signing_in

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "people"
urlpatterns = [
    path("sign-in/demonstration/", signing_in.demonstration, name="demonstration"),
    path("sign-in/link/<str:token>/", signing_in.link, name="link"),
    path("account/", account.account, name="account"),
    path("account/name/", account.name, name="name"),
    path("account/working-as/", account.working_as, name="working-as"),
    path("account/organisations/<int:connection>/end/", outside.disconnect, name="end-connection"),
    path("account/signed-in/", account.signed_in, name="signed-in"),
    path("administration/", administering.start, name="administration"),
    path("administration/register/", administering.imports, name="imports"),
    path("administration/content/", administering.content, name="content"),
    path("administration/audit/", administering.audit, name="audit"),
    path("administration/audit/export/", administering.export, name="audit-export"),
    path("people/", administration.people, name="people"),
    path("people/new/", administration.new_person, name="new-person"),
    path("organisations/", administration.organisations, name="organisations"),
    path("organisations/new/", administration.new_organisation, name="new-organisation"),
    path("organisations/<int:number>/", places.organisation, name="organisation"),
    path("organisations/<int:number>/role/<int:appointment>/end/", places.end_role_there, name="end-role-there"),
    path("account/leaving/", places.places, name="places"),
    path("account/leaving/<int:number>/", places.leave, name="leave"),
    path("account/relationships/", places.relationships, name="relationships"),
    path("account/relationships/<int:number>/end/", places.end_relationship, name="end-relationship"),
    path("invitation/<str:token>/", invitations.take, name="invitation"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/new/", invitations.invite, name="invite"),
    path("invitations/<int:number>/", invitations.invitation, name="invitation-of"),
    path("invitations/<int:number>/withdraw/", invitations.withdraw, name="invitation-withdraw"),
    path("invitations/<int:number>/link/", invitations.link, name="invitation-link"),
    path("invitations/many/", invitations.bulk_file, name="invite-file"),
    path("invitations/many/template.csv", invitations.template, name="invite-template"),
    path("invitations/many/<int:number>/", invitations.file, name="invitation-file"),
    path("invitations/many/<int:number>/report.csv", invitations.report, name="invitation-report"),
    path("invitations/many/<int:number>/links.csv", invitations.links, name="invitation-links"),
    path("people/<str:key>/", administration.person, name="person"),
    path("people/<str:key>/role/", administration.give_role, name="give-role"),
    path("people/<str:key>/role/<int:appointment>/end/", administration.end_role, name="end-role"),
    path("people/<str:key>/second-step/", second_step.take_off, name="take-second-step-off"),
    path("people/<str:key>/closed/", administration.close, name="close"),
]

# allauth looks its own pages up by these names, which have no namespace: included apart, by web.urls.
sign_in_patterns: list[URLPattern] = [
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/closed/", signing_in.closed, name="account_inactive"),
    path("sign-in/by-email/", signing_in.ask_for_code, name="account_request_login_code"),
    path("sign-in/by-email/code/", signing_in.code, name="account_confirm_login_code"),
    path("sign-in/again/", signing_in.again, name="account_reauthenticate"),
    path("sign-in/password/", signing_in.forgotten, name="account_reset_password"),
    path("sign-in/password/sent/", signing_in.forgotten_sent, name="account_reset_password_done"),
    path("sign-in/password/done/", signing_in.reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^sign-in/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signing_in.reset,
        name="account_reset_password_from_key",
    ),
    path("sign-up/", signing_in.sign_up, name="account_signup"),
    path("sign-up/sent/", signing_in.confirmation_sent, name="account_email_verification_sent"),
    re_path(r"^sign-up/confirm/(?P<key>[-:\w]+)/$", signing_in.confirm, name="account_confirm_email"),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    path("account/email/", signing_in.email, name="account_email"),
    path("account/password/", signing_in.change_password, name="account_change_password"),
    path("account/password/new/", signing_in.set_password, name="account_set_password"),
    path("sign-in/second-step/", second_step.enter, name="mfa_authenticate"),
    path("sign-in/second-step/again/", second_step.enter_again, name="mfa_reauthenticate"),
    path("sign-in/openid/<slug:provider_id>/", outside.openid_begin, name="openid_connect_login"),
    path("sign-in/openid/<slug:provider_id>/back/", outside.openid_back, name="openid_connect_callback"),
    path("sign-in/saml/<slug:organization_slug>/", outside.saml_begin, name="saml_login"),
    path("sign-in/saml/<slug:organization_slug>/back/", outside.saml_back, name="saml_acs"),
    path("sign-in/saml/<slug:organization_slug>/finish/", outside.saml_finish, name="saml_finish_acs"),
    path("sign-in/saml/<slug:organization_slug>/metadata/", outside.saml_metadata, name="saml_metadata"),
    path("sign-in/saml/<slug:organization_slug>/signed-out/", outside.saml_signed_out, name="saml_sls"),
    path("sign-in/cancelled/", outside.cancelled, name="socialaccount_login_cancelled"),
    path("account/organisations/", outside.connections, name="socialaccount_connections"),
    path("sign-in/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("sign-in/passkey/again/", passkeys.again, name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", passkeys.passkeys, name="mfa_list_webauthn"),
    path("account/passkeys/add/", passkeys.add, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", passkeys.rename, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("account/second-step/", second_step.second_step, name="mfa_index"),
    path("account/second-step/on/", second_step.turn_on, name="mfa_activate_totp"),
    path("account/second-step/off/", second_step.turn_off, name="mfa_deactivate_totp"),
    path("account/second-step/codes/", second_step.codes, name="mfa_view_recovery_codes"),
    path("account/second-step/codes/new/", second_step.new_codes, name="mfa_generate_recovery_codes"),
]
