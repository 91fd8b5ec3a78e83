"""Tags and filters known to every template."""

from django import template

register = template.Library()
