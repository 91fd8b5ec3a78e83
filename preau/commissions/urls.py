"""Addresses of the CCA. The composition comes last: its last pattern takes the name of any zone."""

from preau.commissions import composition_urls, meeting_urls

app_name = "commissions"
urlpatterns = [
    *meeting_urls.urlpatterns,
    *composition_urls.urlpatterns,
]
