"""The addresses of the candidate's view; each part names its own."""

from __future__ import annotations

from trigpoint.pathway.eligibility import urls as eligibility
from trigpoint.pathway.routes import urls as routes
from trigpoint.pathway.scheme import urls as scheme

app_name = "pathway"
urlpatterns = [*eligibility.urlpatterns, *routes.urlpatterns, *scheme.urlpatterns]
