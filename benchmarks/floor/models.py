"""The one table of the floor."""

from django.db import models


class Row(models.Model):
    """A row of the list."""

    name = models.CharField(max_length=100)
    note = models.CharField(max_length=200)

    class Meta:
        app_label = "floor"
        ordering = ("name", "pk")
        indexes = [models.Index(fields=("name", "id"), name="floor_rows_in_order")]

    def __str__(self) -> str:
        return self.name
