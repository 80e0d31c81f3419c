"""The tables of version 1, as SQL.

What is true: `event` (append-only, by trigger) with `device`, and `words`, the free text that may be emptied. What is
kept for speed: `undone` and `undo_patch`. What is folded from the log: one table for each kind of row in
`core/learner/rows.py`, a column a field (lists and mappings as JSON, booleans as 0 and 1, times in UTC milliseconds),
and `edge`, the prerequisites the other way round. The released tables of the log are never changed: a later version
alters them. Those of `PROJECTIONS` are as they are now: who changes them raises `rows.FOLD`, and they are made anew.
"""

LOG = (
    "create table meta(key text primary key, value text not null) strict, without rowid",
    "create table device(no integer primary key, name text not null unique) strict",
    # `part` is the place within one call of record(), from 0; `role` says what undo may do with it (see log.Role).
    """create table event(
        seq integer primary key, id blob not null unique, device integer not null, number integer not null,
        lamport integer not null, at integer not null, "offset" integer not null, part integer not null,
        role integer not null, data blob not null, hash blob not null) strict""",
    """create trigger event_is_never_changed before update on event
        begin select raise(abort, 'the log of events is append-only'); end""",
    """create trigger event_is_never_deleted before delete on event
        begin select raise(abort, 'the log of events is append-only'); end""",
    "create table words(id blob primary key, salt blob not null, text text not null) strict",
    'create table undone(seq integer primary key, "by" integer not null) strict',
    "create table undo_patch(slot integer primary key, seq integer not null, patch blob not null) strict",
)

PROJECTIONS = (
    """create table course(
        id text primary key, version text not null, content_hash text not null, moved text not null) strict""",
    """create table skill(
        id text primary key, course text not null, position integer not null, phase text not null,
        requires text not null, covers text not null, remember text not null, threshold real not null,
        quiz_size integer not null, passing real not null, lesson_blocks integer not null,
        item_count integer not null, leads_to integer not null, understanding real not null,
        opportunities integer not null, strength real not null,
        recent text not null, misses integer not null, presumed integer not null, forced integer not null,
        opened_at integer not null, started_at integer not null, learned_at integer not null,
        mastered_at integer not null, rated_piece text not null, last_at integer not null,
        last_right_at integer not null,
        stability real not null, difficulty real not null, reviewed_at integer not null, due integer not null,
        reps integer not null, lapses integer not null, learn_answers integer not null,
        learn_seconds real not null, facts_seen integer not null, facts_firm integer not null,
        facts_away integer not null, facts_later integer not null,
        secure_at integer not null, secure_seen integer not null,
        secure_stability real not null,
        blocks_seen text not null, block integer not null,
        step integer not null, last_way text not null, quiz_open integer not null,
        quiz_started_at integer not null, quiz_asked text not null, quiz_right integer not null,
        quiz_need integer not null, quiz_length integer not null, quiz_test_out integer not null,
        quiz_presumes text not null,
        quiz_failures integer not null, test_out_failed_at integer not null,
        practice_since_quiz integer not null, day integer not null, day_answers integer not null,
        parked_until integer not null, flagged_days integer not null) strict""",
    """create table item(
        id text primary key, skill text not null, rev integer not null, seen integer not null,
        "right" integer not null, wrong_run integer not null, last_at integer not null, last_right integer not null,
        first_at integer not null, stability real not null, difficulty real not null, reviewed_at integer not null,
        due integer not null, reps integer not null, lapses integer not null, hardness real not null,
        strength real not null, suspended integer not null, suspended_until text not null,
        gone integer not null) strict, without rowid""",
    """create table former(
        id text primary key, at integer not null, skills text not null, items text not null) strict, without rowid""",
    """create table draft(
        id text primary key, rev integer not null, seed integer not null, kind text not null, hints integer not null,
        text text not null, at integer not null) strict""",
    """create table retry(
        id text primary key, skill text not null, item text not null, "after" integer not null,
        seed integer not null, sure integer not null, helped integer not null) strict, without rowid""",
    """create table remedy(
        id text primary key, item text not null, seed integer not null, stage text not null, blamed text not null,
        tried text not null, "right" integer not null, answers integer not null, began_at integer not null,
        over integer not null, helped text not null, since integer not null,
        unseen integer not null) strict, without rowid""",
    "create table item_group(id text primary key, day integer not null) strict, without rowid",
    """create table goal(
        id text primary key, set_at integer not null, skills text not null, date text not null,
        minutes_a_day integer not null, days text not null, exam integer not null, text text not null,
        over_at integer not null, reached integer not null) strict""",
    """create table note(
        id text primary key, about text not null, text text not null, at integer not null,
        question text not null) strict""",
    "create table bookmark(id text primary key, at integer not null) strict",
    """create table dispute(
        id text primary key, item text not null, text text not null, at integer not null) strict""",
    """create table piece(
        id text primary key, project text not null, title text not null, sort text not null, text text not null,
        name text not null, size integer not null, sha256 text not null, top integer not null,
        criteria text not null, at integer not null, teacher text not null, teacher_criteria text not null,
        teacher_top integer not null, teacher_text text not null, rated_at integer not null) strict""",
    """create table day(
        id text primary key, day integer not null, answers integer not null, "right" integer not null,
        seconds real not null, new_skills integer not null, learn_seconds real not null,
        courses text not null) strict, without rowid""",
    """create table placement(
        id text primary key, courses text not null, answers text not null, seconds_left real not null,
        seconds_spent real not null, started_at integer not null) strict, without rowid""",
    """create table misconception(
        id text primary key, skill text not null, name text not null, count integer not null,
        last_at integer not null) strict, without rowid""",
    """create table recall(
        id text primary key, skill text not null, band integer not null, reviews integer not null,
        foretold real not null, recalled integer not null) strict, without rowid""",
    """create table way(
        id text primary key, way text not null, shown integer not null, tries integer not null,
        "right" integer not null) strict, without rowid""",
    """create table learner(
        id text primary key, name text not null, answers integer not null, ability text not null,
        ability_n text not null, calibration text not null, pace text not null, tempo text not null,
        picks text not null,
        accuracy real not null,
        ways text not null, interests text not null, last_skill text not null, last_run integer not null,
        last_at integer not null,
        weights text not null, weights_at integer not null, sure text not null, mood text not null,
        easy text not null) strict""",
    """create table class(
        id text primary key, code text not null, title text not null, asks_level integer not null,
        contact text not null, parents integer not null, courses text not null, signer text not null,
        seq integer not null, handed integer not null, handed_at integer not null, level integer not null,
        counted integer not null, ticked text not null, asked_parent integer not null, joined_at integer not null,
        left_at integer not null) strict""",
    """create table task(
        id text primary key, class_id text not null, title text not null, target text not null,
        course text not null, skills text not null, items text not null, minutes integer not null,
        since text not null, due text not null, optional integer not null, dropped integer not null,
        put_off text not null, why text not null, put_off_at integer not null, at integer not null) strict""",
    """create table letter(
        id text primary key, class_id text not null, mine integer not null, kind text not null,
        about text not null, reply_to text not null, day text not null, text text not null, at integer not null,
        read_at integer not null) strict""",
    """create table own_question(
        id text primary key, skill text not null, text text not null, at integer not null)
        strict, without rowid""",
    """create table opinion(
        id text primary key, rev integer not null, clear integer not null, "right" integer not null,
        hard integer not null, text text not null, at integer not null) strict, without rowid""",
    """create table edge(
        prerequisite text not null, skill text not null, primary key(prerequisite, skill)) strict, without rowid""",
    "create index skill_start on skill(course, phase, position)",
    "create index skill_due on skill(course, due) where due > 0 and phase = 'learned'",
    "create index skill_quiz on skill(course, quiz_started_at) where quiz_open = 1",
    "create index skill_recent on skill(course, last_at) where phase = 'learning'",
    """create index item_due on item(substr(skill, 1, instr(skill, '/') - 1), due)
        where stability > 0 and gone = 0 and (suspended = 0 or suspended_until <> '')""",
    "create index item_seen on item(skill, last_at)",
    "create index item_skill_due on item(skill, due)",
    'create index retry_after on retry("after")',
    "create index remedy_open on remedy(began_at) where over = 0",
    "create index draft_at on draft(at)",
    "create index note_at on note(at)",
    "create index note_about on note(about, at)",
    "create index bookmark_at on bookmark(at)",
    "create index dispute_at on dispute(at)",
    "create index piece_at on piece(at)",
    "create index letter_at on letter(at)",
    "create index letter_unread on letter(at) where mine = 0 and read_at = 0",
    "create index goal_set_at on goal(set_at)",
    "create index day_day on day(day)",
    "create index misconception_skill on misconception(skill, count)",
)
