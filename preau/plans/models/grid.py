"""What the grid of analysis counts, kept by province and year: the nation is read without counting its actions anew."""

from django.db import models


class GridSlice(models.Model):
    """The approved plans of a province (or of a Region that has none) for a year: what is counted in one go.

    Counting anew locks its row: two plans approved at once are both counted.
    """

    start_year = models.PositiveSmallIntegerField("première année civile")
    province = models.CharField("province ou Région", max_length=40)

    class Meta:
        verbose_name = "tranche de la grille d'analyse"
        ordering = ("-start_year", "province")
        constraints = [models.UniqueConstraint(fields=("start_year", "province"), name="one_slice_per_year_province")]

    def __str__(self) -> str:
        return f"{self.province}, {self.start_year}"


class GridCount(models.Model):
    """One cell of a slice. Mission, axis and aspect are numbers of the law; 0 stands for any, or none.

    `known`: the actions of plans whose report is transmitted; only these are said done, dropped, or neither.
    """

    slice = models.ForeignKey(GridSlice, on_delete=models.CASCADE, related_name="counts")
    mission = models.PositiveSmallIntegerField("mission")
    axis = models.PositiveSmallIntegerField("axe")
    aspect = models.PositiveSmallIntegerField("aspect")
    plans = models.PositiveIntegerField("plans")
    objectives = models.PositiveIntegerField("objectifs")
    actions = models.PositiveIntegerField("actions")
    known = models.PositiveIntegerField("actions dont la suite est connue")
    done = models.PositiveIntegerField("actions faites")
    dropped = models.PositiveIntegerField("actions abandonnées")

    class Meta:
        verbose_name = "nombre de la grille d'analyse"
        verbose_name_plural = "nombres de la grille d'analyse"
        ordering = ("slice_id", "mission", "axis", "aspect")
        constraints = [
            models.UniqueConstraint(fields=("slice", "mission", "axis", "aspect"), name="grid_cell_once_per_slice"),
            models.CheckConstraint(
                condition=models.Q(known__lte=models.F("actions"), known__gte=models.F("done") + models.F("dropped")),
                name="grid_says_done_of_what_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mission}/{self.axis}/{self.aspect} : {self.actions}"
