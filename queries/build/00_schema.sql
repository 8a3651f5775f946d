-- schema: every table that a screen, a check or another program may rely on, empty.
-- Three blanks have one word each everywhere: no data, hidden, n/a. None of them is ever 0.

CREATE TABLE release (
    edition VARCHAR NOT NULL CHECK (edition IN ('partner', 'public', 'demonstration')),
    release VARCHAR NOT NULL,
    built_at TIMESTAMP NOT NULL,
    code_version VARCHAR NOT NULL,
    audit VARCHAR  -- JSON; public edition only
);

CREATE TABLE dataset (
    dataset VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('open', 'published', 'partner', 'illustrative', 'example')),
    sensitivity VARCHAR NOT NULL,
    first_period DATE,
    latest_period DATE,
    received_at TIMESTAMP,
    sha256 VARCHAR,
    rows BIGINT NOT NULL
);

-- What the file was made of: every received file that counted; partner only. `intake` is the same for files taken together.
CREATE TABLE received_file (
    dataset VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    intake INTEGER NOT NULL,
    PRIMARY KEY (dataset, sha256)
);

CREATE TABLE measure (
    measure VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    per INTEGER NOT NULL,
    better VARCHAR NOT NULL CHECK (better IN ('lower', 'higher', 'neither')),
    priority VARCHAR,  -- of the current plan, the first that the measure bears on
    sensitivity VARCHAR NOT NULL,
    dataset VARCHAR NOT NULL,
    headline BOOLEAN NOT NULL,
    hotspots BOOLEAN NOT NULL  -- whether small areas are held against their neighbours
);

CREATE TABLE area (
    area_code VARCHAR NOT NULL,
    area_name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('lsoa', 'ward', 'borough', 'district', 'force', 'group')),
    vintage VARCHAR NOT NULL,
    exact BOOLEAN NOT NULL,
    parent_code VARCHAR,
    PRIMARY KEY (area_code, vintage)
);

CREATE TABLE lsoa_ward (
    lsoa_code VARCHAR NOT NULL,
    lsoa_vintage VARCHAR NOT NULL,
    ward_code VARCHAR NOT NULL,
    ward_vintage VARCHAR NOT NULL,
    exact BOOLEAN NOT NULL,
    PRIMARY KEY (lsoa_code, lsoa_vintage, ward_vintage)
);

-- Groups of wards that an officer lists: what each is called, and which groups share no ward with each other.
CREATE TABLE area_group (
    area_code VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    partition VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('urban', 'rural', 'other')),
    ward_set VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    approved_by VARCHAR,  -- an agency or a role; blank: a draft
    note VARCHAR,
    sort INTEGER NOT NULL
);

-- Which wards a group is made of.
CREATE TABLE area_part (
    area_code VARCHAR NOT NULL,
    part_code VARCHAR NOT NULL,
    vintage VARCHAR NOT NULL,
    PRIMARY KEY (area_code, part_code)
);

CREATE TABLE area_size (
    area_code VARCHAR NOT NULL,
    vintage VARCHAR NOT NULL,
    square_km DOUBLE NOT NULL,  -- of the outline that is drawn, which is simplified
    PRIMARY KEY (area_code, vintage)
);

CREATE TABLE boundary (
    area_code VARCHAR NOT NULL,
    vintage VARCHAR NOT NULL,
    geojson VARCHAR NOT NULL,  -- geometry, WGS84 degrees
    shape_metres VARCHAR NOT NULL,  -- the same geometry, British National Grid, whole metres
    PRIMARY KEY (area_code, vintage)
);

CREATE TABLE group_outline (
    partition VARCHAR NOT NULL,
    ward_set VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,  -- of a group; '' is the rest of the borough
    geojson VARCHAR NOT NULL,  -- as in boundary: the land of its wards
    shape_metres VARCHAR NOT NULL,
    x INTEGER NOT NULL,  -- where its name stands on the whole map, British National Grid, metres
    y INTEGER NOT NULL,
    town_x INTEGER,  -- the same on the enlarged land; blank where little of it lies there
    town_y INTEGER,
    PRIMARY KEY (partition, ward_set, area_code)
);

CREATE TABLE drawn_outline (
    kind VARCHAR NOT NULL,  -- 'ward', 'lsoa' or 'group'
    vintage VARCHAR NOT NULL,
    partition VARCHAR NOT NULL,  -- of groups, else ''
    panel VARCHAR NOT NULL,  -- 'town', or the width of the whole map and what it leaves for names
    area_code VARCHAR NOT NULL,
    outline VARCHAR NOT NULL,  -- GeoJSON, British National Grid, whole metres: as simple as the panel lets it be
    inside_x DOUBLE NOT NULL,  -- a point inside it
    inside_y DOUBLE NOT NULL,
    square_metres DOUBLE NOT NULL,  -- of the outline
    PRIMARY KEY (kind, vintage, partition, panel, area_code)
);

CREATE TABLE label_position (
    area_code VARCHAR NOT NULL,
    panel VARCHAR NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    leader_x INTEGER,
    leader_y INTEGER,
    lines VARCHAR NOT NULL
);

CREATE TABLE deprivation (
    area_code VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    domain VARCHAR NOT NULL,
    score DOUBLE,
    rank DOUBLE,
    decile INTEGER
);

CREATE TABLE population (
    area_code VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (area_code, basis, year)
);

-- Residents by band of age, where it is held; bands begin with their first year of age.
CREATE TABLE population_age (
    area_code VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    age_band VARCHAR NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (area_code, basis, year, age_band)
);

CREATE TABLE area_month (
    area_code VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    month DATE NOT NULL,
    events INTEGER,
    why_blank VARCHAR CHECK (why_blank IN ('no data', 'hidden', 'n/a')),
    PRIMARY KEY (area_code, measure, month),
    CHECK ((events IS NULL) = (why_blank IS NOT NULL))
);

-- Partners' counts over whole calendar years, each a count of its own that is protected by itself: rounded, or 'hidden'. Public edition
-- only. A window that stands here is read here; of any other the months are added up.
CREATE TABLE area_period (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    starts DATE NOT NULL,  -- first month
    ends DATE NOT NULL,  -- last month
    events INTEGER,
    why_blank VARCHAR CHECK (why_blank IN ('no data', 'hidden', 'n/a')),
    PRIMARY KEY (measure, area_code, starts, ends),
    CHECK ((events IS NULL) = (why_blank IS NOT NULL))
);

-- Partners' counts by a group that they give (age, sex, strand, place): area_month holds their sums.
CREATE TABLE breakdown (
    dataset VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    month DATE NOT NULL,
    category VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,  -- the contract's name of the column
    group_name VARCHAR NOT NULL,
    events INTEGER NOT NULL
);

-- The same over whole calendar years in the borough, protected; public edition only, in which `breakdown` is empty. Category '' is all
-- categories of the dataset together.
CREATE TABLE breakdown_period (
    dataset VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    starts DATE NOT NULL,  -- first month
    ends DATE NOT NULL,  -- last month
    category VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    events INTEGER,
    why_blank VARCHAR CHECK (why_blank IN ('no data', 'hidden', 'n/a')),
    PRIMARY KEY (dataset, area_code, starts, ends, category, grouping, group_name),
    CHECK ((events IS NULL) = (why_blank IS NOT NULL))
);

CREATE TABLE supply (
    dataset VARCHAR NOT NULL,
    month DATE NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('complete', 'incomplete', 'missing')),
    reason VARCHAR,
    PRIMARY KEY (dataset, month)
);

-- The spans of months that screens offer for a dataset, and the part of each that can be held against the year before.
CREATE TABLE period (
    dataset VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    starts DATE NOT NULL,  -- first month
    ends DATE NOT NULL,  -- last month
    compare_starts DATE,
    compare_ends DATE,
    newest BOOLEAN NOT NULL,
    PRIMARY KEY (dataset, period)
);

-- Two spans of equally many months: a compared span and the same months a year earlier, or two periods on offer.
CREATE TABLE area_change (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    starts DATE NOT NULL,
    ends DATE NOT NULL,
    before_starts DATE NOT NULL,  -- first month of the earlier span
    events_before INTEGER NOT NULL,
    events INTEGER NOT NULL,
    p DOUBLE NOT NULL,  -- E-test, two-sided
    PRIMARY KEY (measure, area_code, starts, ends, before_starts)
);

CREATE TABLE break_register (
    dataset VARCHAR NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    kind VARCHAR NOT NULL,
    effect VARCHAR NOT NULL CHECK (effect IN ('annotate', 'rebase', 'do not compare')),
    short VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);

CREATE TABLE document (
    document VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    dated VARCHAR NOT NULL,
    covers VARCHAR
);

CREATE TABLE published_figure (
    figure VARCHAR PRIMARY KEY,
    document VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    value DOUBLE,
    stated VARCHAR,  -- the value with the document's own decimals
    unit VARCHAR NOT NULL,
    period_start DATE,
    period_end DATE,
    area_code VARCHAR,
    comparator VARCHAR,
    recompute VARCHAR,  -- how its own parts give it: a form and the ids of the parts
    recomputed DOUBLE,
    difference DOUBLE
);

-- Where the documents do not add up: a figure against its own parts, another figure, or the words beside it.
CREATE TABLE disagreement (
    figure VARCHAR NOT NULL,
    against VARCHAR NOT NULL,  -- 'recomputed', 'words' or the id of the other figure
    stated DOUBLE,  -- blank where a small count is only cited
    other DOUBLE,  -- what the parts give, or the other figure states; blank against words
    difference DOUBLE,
    alike VARCHAR NOT NULL CHECK (alike IN ('same', 'period differs', 'group differs', 'not stated')),
    says VARCHAR NOT NULL,
    uses VARCHAR NOT NULL,  -- which of the values the screens show
    PRIMARY KEY (figure, against)
);

-- A breakdown of published figures, entered as a file: what it is of, in which form it is drawn, how it is read.
CREATE TABLE published_breakdown (
    breakdown VARCHAR PRIMARY KEY,
    sort INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    counted VARCHAR NOT NULL,  -- as the start of a sentence
    parts VARCHAR NOT NULL,  -- what its rows are, several of them
    form VARCHAR NOT NULL CHECK (form IN ('change', 'districts', 'months', 'amounts', 'stated', 'list')),
    better VARCHAR NOT NULL CHECK (better IN ('lower', 'higher', 'neither')),
    note VARCHAR,
    lost VARCHAR[] NOT NULL,  -- places of `unreadable` that held its subject
    live_dataset VARCHAR,  -- the partners' counts of the same thing
    live_grouping VARCHAR,  -- blank: by district
    live_category VARCHAR,
    live_measures VARCHAR[] NOT NULL,  -- of the dataset, for the areas in live_areas
    live_areas VARCHAR[] NOT NULL
);

-- Under which priorities of which plans a breakdown stands.
CREATE TABLE published_breakdown_priority (
    breakdown VARCHAR NOT NULL,
    plan VARCHAR NOT NULL,
    priority VARCHAR NOT NULL,
    PRIMARY KEY (breakdown, plan, priority)
);

-- The rows of a breakdown, in their order: ids of figures, and what two counts say of chance.
CREATE TABLE published_breakdown_row (
    breakdown VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    whole BOOLEAN NOT NULL,  -- the row of all the others together
    before_figure VARCHAR,
    after_figure VARCHAR,
    number_figure VARCHAR,  -- a stated change in number, beside one in percent
    beside_figure VARCHAR,  -- the same of the force or county
    better VARCHAR NOT NULL CHECK (better IN ('lower', 'higher', 'neither')),
    p DOUBLE,  -- E-test, two-sided; blank where two counts of equal length are not held
    PRIMARY KEY (breakdown, place)
);

-- Partners' counts by group in the borough, the newest span that can be held against the year before.
CREATE TABLE breakdown_change (
    dataset VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    starts DATE NOT NULL,
    ends DATE NOT NULL,
    events_before INTEGER,
    events INTEGER,
    p DOUBLE,  -- blank where one of the counts is hidden
    PRIMARY KEY (dataset, category, grouping, group_name)
);

-- What stands in a table or picture of a document that its text does not give as numbers.
CREATE TABLE unreadable (
    document VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    why VARCHAR NOT NULL
);

CREATE TABLE plan (
    plan VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    document VARCHAR NOT NULL,
    starts DATE,
    ends DATE,
    sort INTEGER NOT NULL,
    reported_on DATE,  -- the newest report of its actions' statuses; blank where they are kept up to date
    no_share VARCHAR  -- why no share of its actions may be worked out; blank where it may
);

CREATE TABLE priority (
    plan VARCHAR NOT NULL,
    priority VARCHAR NOT NULL,
    sort INTEGER NOT NULL,
    cross_cutting BOOLEAN NOT NULL,
    sub_group VARCHAR,
    measure VARCHAR,
    measures VARCHAR,  -- ids with a space between
    latest_figure VARCHAR,
    before_figure VARCHAR,
    PRIMARY KEY (plan, priority)
);

-- Whether the two published counts of a priority differ by more than chance; none where finds come many at a time.
CREATE TABLE published_change (
    before_figure VARCHAR NOT NULL,
    latest_figure VARCHAR NOT NULL,
    p DOUBLE NOT NULL,  -- E-test, two-sided
    PRIMARY KEY (before_figure, latest_figure)
);

-- How a priority came from those of an earlier plan; `priority` is blank for one that was dropped.
CREATE TABLE priority_lineage (
    plan VARCHAR NOT NULL,
    priority VARCHAR,
    earlier_plan VARCHAR,
    earlier_priority VARCHAR,
    how VARCHAR NOT NULL,
    note VARCHAR
);

-- Which of the Police and Crime Commissioner's and of the county's priorities a priority serves.
CREATE TABLE priority_serves (
    plan VARCHAR NOT NULL,
    priority VARCHAR NOT NULL,
    whose VARCHAR NOT NULL,
    serves VARCHAR NOT NULL,
    note VARCHAR
);

CREATE TABLE sub_group (
    plan VARCHAR NOT NULL,
    sub_group VARCHAR NOT NULL,
    led_by VARCHAR,  -- an agency or a role
    does VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (plan, sub_group)
);

CREATE TABLE indicator (
    plan VARCHAR NOT NULL,
    priority VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    unit VARCHAR,
    baseline DOUBLE,
    baseline_period VARCHAR,
    latest DOUBLE,
    latest_period VARCHAR,
    kent DOUBLE,
    target DOUBLE,
    target_words VARCHAR,
    direction VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    data_source VARCHAR,
    source VARCHAR NOT NULL,
    measure VARCHAR,
    baseline_figure VARCHAR,  -- the published figures that state the values
    latest_figure VARCHAR,
    kent_figure VARCHAR,
    target_figure VARCHAR,
    form VARCHAR,  -- 'count', 'batch' (many at a time), 'share' or 'rate'; blank without a value
    alike VARCHAR,  -- whether baseline, target and latest are of one thing, group and length of time; blank: they are
    target_rule VARCHAR,  -- what the target asks: a word of csp.stats.promises; blank without one
    baseline_base_figure VARCHAR,  -- of a share: the published figures that state its bases
    latest_base_figure VARCHAR
);

CREATE TABLE signal (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    month DATE NOT NULL,
    rule VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    above BOOLEAN NOT NULL,  -- the average, or rising
    limits VARCHAR NOT NULL,  -- lower, centre and upper in words
    release VARCHAR NOT NULL
);

-- What meetings decided about signals; of the public edition only what is marked public. Several on one signal are its history.
CREATE TABLE decision (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    month DATE NOT NULL,  -- the first of the signal that the meeting could see
    last_month DATE NOT NULL,
    side VARCHAR NOT NULL CHECK (side IN ('above', 'below')),  -- the average, or rising and falling
    rule VARCHAR NOT NULL,
    limits_from DATE NOT NULL,  -- the first month of the span that they judge
    limits VARCHAR NOT NULL,  -- as the meeting saw them, in words
    release VARCHAR NOT NULL,  -- that the meeting looked at
    decided_on DATE NOT NULL,
    decision VARCHAR NOT NULL CHECK (
        decision IN ('explained by recording', 'action opened', 'watch', 'no action')
    ),
    note VARCHAR NOT NULL,
    public BOOLEAN NOT NULL,
    new_limits_from DATE,  -- the month from which the partnership accepts a step
    recorded_at TIMESTAMP NOT NULL,
    stands BOOLEAN NOT NULL  -- whether no later decision on the signal was recorded, public or not
);

-- Steps that stand: limits of this measure, in this area, start afresh there.
CREATE TABLE approved_step (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    starts_on DATE NOT NULL,  -- first month of the new limits
    accepted_on DATE NOT NULL,
    PRIMARY KEY (measure, area_code, starts_on)
);

-- Events by weekday and hour, each spread over the hours that it may have begun in; partner and demonstration only.
CREATE TABLE hour_of_week (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),  -- 0 is Monday
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    events DOUBLE NOT NULL,
    PRIMARY KEY (measure, area_code, period, weekday, hour)
);

-- What the calendar does: events on named days against the same weekdays in the weeks around them; borough only.
CREATE TABLE calendar_effect (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    days INTEGER NOT NULL,
    observed INTEGER NOT NULL,
    expected DOUBLE NOT NULL,
    ratio DOUBLE NOT NULL,  -- observed for each expected
    lower DOUBLE NOT NULL,
    upper DOUBLE NOT NULL,
    PRIMARY KEY (measure, area_code, effect)
);

-- A monthly series in parts: what lasts and what comes back each year; only where 24 months in a row are held.
CREATE TABLE season (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    month DATE NOT NULL,
    value DOUBLE NOT NULL,  -- events on a month of equal length
    trend DOUBLE NOT NULL,
    seasonal DOUBLE NOT NULL,
    PRIMARY KEY (measure, area_code, month)
);

CREATE TABLE action (
    plan VARCHAR NOT NULL,
    priority VARCHAR,  -- blank for what no priority of the plan holds
    action VARCHAR NOT NULL,
    four_p VARCHAR,  -- of organised crime: pursue, prevent, protect, prepare
    lead VARCHAR,  -- agencies or roles
    due VARCHAR,
    status VARCHAR NOT NULL,
    update_note VARCHAR,
    source VARCHAR NOT NULL,
    indicator VARCHAR,  -- of the same plan and priority, that it should move
    measure VARCHAR  -- a live measure that it should move
);

-- One wave of a survey: who was asked and how, so that two waves are compared with open eyes.
CREATE TABLE survey_wave (
    survey VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('published', 'partner', 'illustrative')),
    asked_on DATE NOT NULL,  -- first day of the month or year
    method VARCHAR NOT NULL,  -- how people were asked, in a sentence
    intervals VARCHAR NOT NULL CHECK (intervals IN ('random', 'if random', 'none')),
    source VARCHAR NOT NULL,
    PRIMARY KEY (survey, wave, status)
);

-- Shares of answers. `area_code`, `grouping` and `group_name` say whose: grouping is 'all', 'ward', 'age band' or 'sex'.
-- answer is one of the question's answers, 'top' (the headline: its first answers together) or 'low' (the rest but the middle).
CREATE TABLE survey_answer (
    survey VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('published', 'partner', 'illustrative')),
    question VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    base INTEGER,  -- respondents who answered; blank where it was not published
    weighted_base DOUBLE,  -- effective size where answers are weighted, else the base
    percent DOUBLE,
    lower DOUBLE,
    upper DOUBLE,
    why_blank VARCHAR CHECK (why_blank IN ('no data', 'hidden', 'n/a')),
    note VARCHAR,
    figure VARCHAR,  -- the published figure that states the share, and the one that states its base
    base_figure VARCHAR,
    PRIMARY KEY (survey, wave, status, question, answer, area_code, grouping, group_name),
    CHECK ((percent IS NULL) = (why_blank IS NOT NULL))
);

-- Of partners' surveys how many people gave each answer, not weighted: what protection works on. Never in the public edition.
CREATE TABLE survey_count (
    survey VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,  -- one of the question's answers, 'top' or 'low' as in survey_answer; 'base' for all of them
    area_code VARCHAR NOT NULL,
    grouping VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    respondents INTEGER NOT NULL,
    weighted BOOLEAN NOT NULL,  -- whether the shares of the wave are weighted
    PRIMARY KEY (survey, wave, question, answer, area_code, grouping, group_name)
);

CREATE TABLE hotspot (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    z DOUBLE,
    p DOUBLE,
    p_adjusted DOUBLE,
    class VARCHAR NOT NULL,
    pattern VARCHAR NOT NULL,
    areas_in_class INTEGER,  -- wards: how many of their LSOAs have the class
    areas INTEGER,
    at_edge BOOLEAN NOT NULL,
    PRIMARY KEY (measure, area_code, period_start, period_end)
);

-- The second opinion on the small areas of `hotspot`: local Moran, judged by the same rearrangements.
CREATE TABLE local_moran (
    measure VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    local_i DOUBLE,
    p DOUBLE,
    p_adjusted DOUBLE,
    class VARCHAR NOT NULL,  -- 'high-high', 'low-low', 'high-low', 'low-high' or 'not significant'
    PRIMARY KEY (measure, area_code, period_start, period_end)
);

-- How themes are scored, by version: the criteria, and each point of their scales in words.
CREATE TABLE priority_model (
    version INTEGER PRIMARY KEY,
    title VARCHAR NOT NULL,
    standing VARCHAR NOT NULL,  -- whose model it is, and what it is not
    combination VARCHAR NOT NULL,  -- a name of csp.stats.morile
    approved_by VARCHAR,  -- a role
    approved_on DATE,
    CHECK ((approved_by IS NULL) = (approved_on IS NULL))
);

CREATE TABLE priority_criterion (
    version INTEGER NOT NULL,
    criterion VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('impact', 'likelihood', 'added', 'beside')),
    weight INTEGER NOT NULL CHECK (weight >= 1),
    sort INTEGER NOT NULL,
    PRIMARY KEY (version, criterion)
);

CREATE TABLE priority_point (
    version INTEGER NOT NULL,
    criterion VARCHAR NOT NULL,
    point INTEGER NOT NULL CHECK (point >= 1),
    words VARCHAR NOT NULL,
    PRIMARY KEY (version, criterion, point)
);

-- What is ranked: each theme with the priority, counts and question that say more of it.
CREATE TABLE priority_theme (
    theme VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    sort INTEGER NOT NULL,  -- the order of the plan's own list
    listed VARCHAR NOT NULL CHECK (listed IN ('named', 'cross-cutting', 'considered and not taken')),
    reason VARCHAR,
    plan VARCHAR,
    priority VARCHAR,
    measure VARCHAR,
    latest_figure VARCHAR,
    before_figure VARCHAR,
    question VARCHAR  -- of the residents' survey
);

CREATE TABLE priority_round (
    year INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,  -- of the model
    example BOOLEAN NOT NULL,  -- invented; demonstration only
    public BOOLEAN NOT NULL,
    note VARCHAR
);

-- A criterion that was not scored has no row: missing is not zero.
CREATE TABLE priority_score (
    year INTEGER NOT NULL,
    theme VARCHAR NOT NULL,
    criterion VARCHAR NOT NULL,
    score INTEGER NOT NULL CHECK (score >= 1),
    scorer VARCHAR NOT NULL,  -- a role
    scored_on DATE NOT NULL,
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (year, theme, criterion)
);

-- An action whose effect can be looked at: what was done, where and when.
CREATE TABLE evaluation (
    evaluation VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    done VARCHAR NOT NULL,
    lead VARCHAR NOT NULL,  -- an agency or a role
    starts_on DATE NOT NULL,
    ends_on DATE,
    months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 12),  -- of the window that is shown first
    vintage VARCHAR NOT NULL,  -- of the wards
    measures VARCHAR NOT NULL,  -- ids with a space between
    figures VARCHAR,  -- ids of published figures, with a space between
    reported VARCHAR,  -- what was said of it: sentences, a line each
    chosen_by VARCHAR NOT NULL,
    worked_example BOOLEAN NOT NULL,
    source VARCHAR NOT NULL
);

-- The areas of an action, in the order of its file.
CREATE TABLE evaluation_area (
    evaluation VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('target', 'beside', 'control', 'beside_control')),
    sort INTEGER NOT NULL,
    area_code VARCHAR NOT NULL,
    PRIMARY KEY (evaluation, role, area_code)
);
