"""The addresses of the candidate's view; each part names its own."""

from __future__ import annotations

from trigpoint.pathway.eligibility import urls as eligibility
from trigpoint.pathway.mentoring import urls as mentoring
from trigpoint.pathway.plan import urls as plan
from trigpoint.pathway.referees import urls as referees
from trigpoint.pathway.routes import urls as routes
from trigpoint.pathway.scheme import urls as scheme
from trigpoint.pathway.standing import urls as standing
from trigpoint.pathway.timeline import importing_urls as importing
from trigpoint.pathway.timeline import urls as timeline

app_name = "pathway"
urlpatterns = [
    *eligibility.urlpatterns,
    *mentoring.urlpatterns,
    *plan.urlpatterns,
    *referees.urlpatterns,
    *routes.urlpatterns,
    *scheme.urlpatterns,
    *standing.urlpatterns,
    *timeline.urlpatterns,
    *importing.urlpatterns,
]
