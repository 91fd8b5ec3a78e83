"""The hopscotch, the history, the steps of a date; signs, tags, chips, crumbs."""

from datetime import UTC, date, datetime

from django.template import engines

from preau.foundation.ui import examples, patterns


def rendered(source, **context):
    return engines["django"].from_string(source).render(context)


def test_the_stone_is_on_one_square():
    html = patterns.hop(examples.STEPS)
    assert html.count('aria-current="step"') == 1
    assert html.count('class="done"') == 2
    assert '<li class="now" aria-current="step"><span class="sq">3<span class="vh"> En cours</span>' in html


def test_history_tells_people_from_the_system():
    html = patterns.history(
        [
            patterns.Event("Plan soumis", "Coordination <ATL>", datetime(2026, 11, 23, 9, 42, tzinfo=UTC)),
            patterns.Event("Rappel", "Préau", datetime(2026, 11, 1, 6, 0, tzinfo=UTC), system=True),
        ]
    )
    assert "Coordination &lt;ATL&gt;, " in html
    assert "23\u00a0novembre 2026, 10\u00a0h\u00a042" in html
    assert html.count('class="sys"') == 1


def test_the_last_step_of_a_date_stands_out():
    html = patterns.count_steps(examples.COUNT)
    assert html.count('class="last"') == 1
    assert html.index('class="last"') > html.index("Quinzième")
    assert "lun. 30\u00a0nov." in html
    assert patterns.count_steps([patterns.CountStep(date(2026, 1, 1), "<b>")]).count("&lt;b&gt;") == 1


def test_the_step_of_the_result_stands_out_and_readings_wear_their_tag():
    first, second = date(2026, 9, 15), date(2027, 2, 12)
    steps = [
        patterns.CountStep(None, "Le mois est compté de date à date.", "art. 1er", "reading"),
        patterns.CountStep(first, "Départ"),
        patterns.CountStep(second, "Fin"),
        patterns.CountStep(first, "Le plus sûr"),
    ]
    html = patterns.count_steps(steps, second)
    assert html.count('class="last"') == 1
    assert html.index("Départ") < html.index('class="last"') < html.index("Fin")
    assert (
        '<li class="reading"><span class="t"></span><span><span class="tag info">Notre lecture</span> Le mois' in html
    )
    mixed = [*steps, patterns.CountStep(None, "Un montant"), patterns.CountStep(None, "À voir", kind="warning")]
    assert 'class="last"' not in patterns.count_steps(mixed)
    assert "À regarder" in patterns.count_steps(mixed)
    assert "undated" in patterns.count_steps(mixed[-2:])


def test_signs_tags_and_chips():
    html = rendered('{% icon "check" %}{% tag words "done" %}{% chip words axis=True %}{{ words|nowrap }}', words="<b>")
    assert html.startswith('<svg class="i" aria-hidden="true"><use href="/static/preau/icons.svg#check"></use></svg>')
    assert '<span class="tag done"><svg' in html
    assert '<span class="chip axis">&lt;b&gt;</span><span class="nowrap">&lt;b&gt;</span>' in html
    assert "<b>" not in html


def test_crumbs():
    html = rendered('{% crumbs "Plans" "/plans/" commune %}', commune="Mons & co")
    assert '<li><a href="/plans/">Plans</a></li><li aria-current="page">Mons &amp; co</li>' in html
