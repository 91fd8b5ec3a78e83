"""Addresses of the CCA. The composition comes last: its last pattern takes the name of any zone."""

from preau.commissions import composition_urls

app_name = "commissions"
urlpatterns = [
    *composition_urls.urlpatterns,
]
