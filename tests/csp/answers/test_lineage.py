"""What became of each priority: every one of every plan is on one thread, and ends are told."""

from collections import Counter

from csp.answers import lineage, plans


def test_every_priority_of_every_plan_is_on_exactly_one_thread(demonstration):
    on = Counter(
        (step.plan, step.priority)
        for thread in lineage.threads(demonstration)
        for step in thread.steps
    )
    held = {
        (plan, one.title)
        for plan in plans.plans(demonstration)
        for one in plans.priorities(demonstration, plan)
    }
    assert set(on) == held
    assert set(on.values()) == {1}


def test_threads_end_as_the_documents_say(demonstration):
    found = lineage.threads(demonstration)
    ends = {thread.steps[0].priority: thread for thread in found}
    assert ends["Road safety"].end == "dropped"
    assert "Far fewer killed" in ends["Road safety"].end_note
    night = ends["Violent crime: night-time economy"]
    assert night.end == "merged"
    assert found[night.joins].steps[0].priority == "Violent crime: domestic abuse"
    assert [step.priority for step in found[night.joins].steps][1:] == [
        "Domestic abuse and other violent crime",
        "Reducing the harm of domestic abuse",
        "Reducing the harm of domestic abuse",
    ]
    assert ends["Mental health"].start == 1
    assert ends["Identifying vulnerabilities"].end == "dropped"
    assert sum(thread.end == "runs" for thread in found) == 8
    assert sum(thread.end == "dropped" for thread in found) == 5
    assert sum(thread.end == "merged" for thread in found) == 1


def test_one_that_was_split_begins_where_it_left(changed):
    reader = changed(
        "INSERT INTO priority VALUES ('2020-21', 'Drink', 6, false, NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO priority_lineage VALUES"
        " ('2020-21', 'Drink', '2019-22', 'Substance misuse', 'split', 'Why')",
    )
    found = lineage.threads(reader)
    (drink,) = [thread for thread in found if thread.steps[0].priority == "Drink"]
    assert drink.start == 3
    assert found[drink.splits].steps[0].priority == "Substance misuse"
    assert found[drink.splits].end == "runs"


def test_groups_and_wider_priorities_of_a_priority(demonstration):
    held = lineage.ownership(
        demonstration,
        "2020-21",
        "Substance misuse",
        "District Contextual Safeguarding Meeting and Community Protection Team",
    )
    assert list(held.groups["sub_group"]) == [
        "Community Protection Team",
        "District Contextual Safeguarding Meeting",
    ]
    old = lineage.ownership(demonstration, "2013-18", "Violent crime: domestic abuse", "")
    assert old.groups.empty
    assert list(old.serves["whose"]) == ["Police and Crime Commissioner", "Kent", "Kent"]


def test_the_plans_go_oldest_first_and_the_first_year_is_that_of_its_document(demonstration):
    assert list(lineage.plans_in_order(demonstration)) == [
        "2013-18",
        "2017-18",
        "2019-22",
        "2020-21",
    ]
    assert lineage.first_year(demonstration) == 2014


def test_chance_is_worked_out_for_pairs_of_counts_but_not_for_finds_in_batches(demonstration):
    by_title = {one.title: one for one in plans.priorities(demonstration, "2020-21")}
    abuse = by_title["Reducing the harm of domestic abuse"].published
    mental = by_title["Safeguarding people whose mental health makes them vulnerable"].published
    assert 0.6 < abuse.p < 0.8  # 209 and 202
    assert 0.05 < mental.p < 0.07  # 112 and 142
    old = {one.title: one for one in plans.priorities(demonstration, "2013-18")}
    assert old["Substance misuse"].published.p is None
    assert old["Road safety"].published.p < 0.05  # 74 and 50
