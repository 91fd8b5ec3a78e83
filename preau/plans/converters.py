"""How a school year stands in an address: 2020-2021. Registered once, used by every address of plans."""

from django.urls import register_converter

from preau.law.annual_plan import SchoolYear


class SchoolYearConverter:
    """`<school_year:year>` gives a `SchoolYear`; years that do not follow each other are no address."""

    regex = "[0-9]{4}-[0-9]{4}"

    def to_python(self, value: str) -> SchoolYear:
        return SchoolYear.parse(value)

    def to_url(self, value: SchoolYear) -> str:
        return str(value)


register_converter(SchoolYearConverter, "school_year")
