create table meta(key text primary key, value text not null) strict, without rowid;
create table learner(
    code text primary key, seq integer not null, level integer not null, made_on text not null,
    taken_on text not null, program_version text not null, language text not null,
    withdrawn integer not null, counted integer not null default 0) strict, without rowid;
create table bundle(
    id text primary key, code text not null, seq integer not null, made_on text not null, level integer not null,
    file text not null, taken_on text not null, answers integer not null, withdraw integer not null)
    strict, without rowid;
create table pack(
    code text not null, id text not null, version text not null, content text not null,
    primary key(code, id)) strict, without rowid;
create table tip(
    code text not null, stream text not null, n integer not null, hash text not null,
    primary key(code, stream)) strict, without rowid;
create table answer(
    code text not null, id text not null, stream text not null, n integer not null, item text not null,
    rev integer not null, variant integer not null, skill text not null, skills text not null,
    edition text not null, day integer not null, attempt integer not null, opportunity integer not null,
    score real not null, right integer not null, choice text not null, mistake text not null,
    hints integer not null, confidence integer, seconds integer, kind text not null, type text not null,
    guess real not null, way text not null, skipped integer not null, primary key(code, id)) strict, without rowid;
create index answer_first on answer(id) where n <= 20;
create table undone(code text not null, id text not null, primary key(code, id)) strict, without rowid;
create table skill(
    code text not null, skill text not null, state text not null, presumed integer not null,
    first integer not null, last integer not null, answers integer not null, right integer not null,
    mastered integer not null, primary key(code, skill)) strict, without rowid;
create table week(
    code text not null, week integer not null, days integer not null, minutes integer not null,
    primary key(code, week)) strict, without rowid;
create table dispute(
    code text not null, id text not null, item text not null, rev integer not null, choice text not null,
    day integer not null, primary key(code, id)) strict, without rowid;
create table words(
    code text not null, id text not null, item text not null, text text not null,
    primary key(code, id)) strict, without rowid;
create table piece(
    code text not null, id text not null, project text not null, title text not null, sort text not null,
    text text not null, name text not null, criteria text not null, day integer not null,
    primary key(code, id)) strict, without rowid;
create table journal(
    code text not null, id text not null, text text not null, about text not null, question text not null,
    day integer not null, primary key(code, id)) strict, without rowid;
create table goal(
    code text not null, id text not null, text text not null, skills text not null, date text not null,
    primary key(code, id)) strict, without rowid;
create table message(
    code text not null, id text not null, text text not null, about text not null, reply_to text not null,
    task text not null, until text not null, day integer not null, seen integer not null default 0,
    primary key(code, id)) strict, without rowid;
create table task(
    id text primary key, line text not null) strict, without rowid;
create table task_for(task text not null, code text not null, primary key(task, code)) strict, without rowid;
create table note(
    id text primary key, code text not null, line text not null) strict, without rowid;
create table mark(
    code text not null, piece text not null, line text not null, primary key(code, piece)) strict, without rowid;
create table waiting(code text primary key, until text not null, why text not null) strict, without rowid;
create table question(
    code text not null, id text not null, skill text not null, line text not null, sent text not null,
    state text not null default 'new', why text not null default '', rev integer not null default 1,
    primary key(code, id)) strict, without rowid;
create table opinion(
    code text not null, item text not null, rev integer not null, clear integer not null, right integer not null,
    hard integer not null, text text not null, day integer not null, primary key(code, item)) strict, without rowid;
create table told(
    row text not null, number integer not null, line text not null, primary key(row, number)) strict, without rowid;
create table told_of(
    row text not null, number integer not null, code text not null, base text not null, rest text not null,
    primary key(row, number, code)) strict, without rowid;
create view answers as
    select a.code as learner, (select value from meta where key = 'class_id') as class_id, a.item, a.rev, a.skill,
        a.attempt, a.opportunity, a.score, a.right as correct, a.choice, a.mistake as mis, a.confidence as conf,
        a.seconds * 1.0 as sec, a.day, a.kind, a.hints, 1 - a.skipped as scored, l.language, a.edition, a.n as place
    from answer a join learner l on l.code = a.code left join undone u on u.code = a.code and u.id = a.id
    where u.id is null;
