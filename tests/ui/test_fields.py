"""Fields: label, hint, what to correct and control are tied together; what was typed stays."""

import re
from datetime import date

import pytest
from django import forms
from django.template import engines
from django.utils.safestring import mark_safe

from preau.foundation.ui.examples import ExampleForm, example_form
from preau.foundation.ui.fields import DateField3, render_error_summary, render_field


def flat(html):
    return re.sub(r"[ \n]+", " ", html)


def test_text_field_with_its_hint():
    html = flat(render_field(ExampleForm()["organisation"]))
    assert '<label for="id_organisation">Nom de l’organisme de formation</label>' in html
    assert '<p class="hint" id="id_organisation_hint">Tel qu’il est écrit' in html
    assert 'aria-describedby="id_organisation_hint"' in html
    assert "aria-invalid" not in html


def test_field_to_correct():
    html = flat(render_field(example_form()["children"]))
    assert html.startswith('<div class="field bad">')
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_children_error"' in html
    assert 'id="id_children_error"' in html
    assert 'value="vingt"' in html
    assert html.index("id_children_error") < html.index("<input")


def test_hint_comes_before_the_error_and_both_describe():
    html = flat(render_field(example_form()["meeting"]))
    assert html.startswith('<fieldset class="field bad" aria-describedby="id_meeting_hint id_meeting_error">')
    assert html.index('id="id_meeting_hint"') < html.index('id="id_meeting_error"') < html.index('name="meeting_day"')
    assert '<label for="id_meeting_0">Jour</label>' in html
    assert 'name="meeting_month" value="12"' in html


def test_radios_and_checkboxes_are_groups_with_a_legend():
    radios = flat(render_field(example_form()["finished"]))
    assert "<legend>Avez-vous terminé cette section\u00a0?</legend>" in radios
    assert radios.count('type="radio"') == radios.count('<div class="choice">') == 2
    assert '<label for="id_finished_0">Oui</label>' in radios
    boxes = flat(render_field(example_form()["axes"]))
    assert boxes.count('type="checkbox"') == 2
    assert len(re.findall("checked", boxes)) == 1


def test_a_single_checkbox_stands_before_its_label():
    html = flat(render_field(ExampleForm()["recurrent"]))
    assert html.index("<input") < html.index("<label")
    assert html.startswith('<div class="field"><div class="choice">')


def test_a_file_field_says_its_limit_before_the_upload(settings):
    settings.UPLOAD_MAX_BYTES = 5 * 1024 * 1024
    html = flat(render_field(ExampleForm()["workbook"]))
    assert "XLSX ou ODS. Au plus 5\u00a0Mo." in html


def test_words_given_to_a_field_are_escaped_unless_safe():
    class Tricky(forms.Form):
        name = forms.CharField(label="<b>nom</b>", help_text=mark_safe('<a href="/aide/">aide</a>'))

    html = render_field(Tricky()["name"])
    assert "&lt;b&gt;nom" in html
    assert '<a href="/aide/">aide</a>' in html


def test_a_hidden_field_is_only_its_input():
    class Hidden(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    assert flat(render_field(Hidden()["version"])) == ('<input type="hidden" name="version" value="3" id="id_version">')


@pytest.mark.parametrize(
    "typed",
    [
        ["17", "12", "2026"],
        ["17", "déc.", "26"],
        ["17", "Decembre", "2026"],
        ["17/12/2026", "", ""],
        [" 17 ", "12", " 2026"],
        ["17 décembre 2026", "", ""],
    ],
)
def test_a_date_typed_loosely(typed):
    assert DateField3().clean(typed) == date(2026, 12, 17)


def test_the_first_of_the_month():
    assert DateField3().clean(["1er", "septembre", "2026"]) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["", "", ""], "required"),
        (["17", "", "2026"], "incomplete"),
        (["17", "12", ""], "incomplete"),
        (["31", "2", "2026"], "invalid"),
        (["17", "ju", "2026"], "invalid"),
        (["dix", "12", "2026"], "invalid"),
        (["17", "12", "99999"], "invalid"),
    ],
)
def test_a_date_that_cannot_be_read(typed, code):
    with pytest.raises(forms.ValidationError) as refusal:
        DateField3().clean(typed)
    assert refusal.value.code == code


def test_an_optional_date_may_be_empty():
    field = DateField3(required=False)
    assert field.clean(["", "", ""]) is None
    assert not field.has_changed(None, ["", "", ""])
    assert not field.has_changed(date(2026, 12, 17), ["17", "12", "2026"])
    assert field.has_changed(date(2026, 12, 17), ["18", "12", "2026"])


def test_the_summary_links_each_line_to_its_field():
    html = render_error_summary(example_form())
    assert "Il y a deux choses à corriger" in html
    assert '<a href="#id_meeting_0">Donnez le jour de la réunion</a>' in html
    assert '<a href="#id_children">' in html
    assert 'id="a-corriger" role="group" aria-labelledby="a-corriger-titre" tabindex="-1" autofocus' in html
    fields = "".join(render_field(bound) for bound in example_form())
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in fields


def test_one_thing_and_things_of_no_field():
    class Dates(forms.Form):
        first = forms.CharField(required=False)

        def clean(self):
            raise forms.ValidationError("La fin précède le début")

    assert "Il y a une chose à corriger" in render_error_summary(Dates({}))
    assert "<li>La fin précède le début</li>" in render_error_summary(Dates({}))


def test_nothing_to_correct_is_nothing():
    assert render_error_summary(ExampleForm()) == ""


def test_the_tags_are_built_in():
    template = engines["django"].from_string("{% error_summary form %}{% field form.children %}")
    html = template.render({"form": example_form()})
    assert 'class="errors"' in html
    assert 'class="field bad"' in html
