BEGIN TRANSACTION;
CREATE TABLE answer(
    code text not null, id text not null, stream text not null, n integer not null, item text not null,
    rev integer not null, variant integer not null, skill text not null, skills text not null,
    edition text not null, day integer not null, attempt integer not null, opportunity integer not null,
    score real not null, right integer not null, choice text not null, mistake text not null,
    hints integer not null, confidence integer, seconds integer, kind text not null, type text not null,
    guess real not null, way text not null, skipped integer not null, primary key(code, id)) strict, without rowid;
INSERT INTO "answer" VALUES('PNJSTWGLF','10f7fcc308a9b2a4','5615cb872ac1',5,'sums/adding/word',1,696015387,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,5,0.0,0,'','',0,2,8,'learn','answer',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','1d6a7a505db18dd6','5615cb872ac1',10,'sums/adding/pick',1,798201913,'sums/adding','sums/adding','717476ebb4f7c0af',20760,1,10,1.0,1,'04efaf','',0,2,8,'learn','choices',3.33333333333333314829e-01,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','27bd60f2abe8855a','5615cb872ac1',2,'sums/adding/more',1,72863939,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,2,1.0,1,'8','',0,2,8,'learn','number',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','3b79aa975bc71036','5615cb872ac1',9,'sums/adding/word',1,1461684223,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,9,0.0,0,'','',0,2,8,'quiz','answer',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','4fe3be274abf2aa4','5615cb872ac1',7,'sums/adding/pick',1,634648821,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,7,1.0,1,'04efaf','',0,2,8,'learn','choices',3.33333333333333314829e-01,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','52f6c6a4d50da1b5','5615cb872ac1',11,'sums/adding/more',1,1319762806,'sums/adding','sums/adding','717476ebb4f7c0af',20760,1,11,1.0,1,'8','',0,2,8,'learn','number',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','66ee9b34486d4a3a','5615cb872ac1',20,'sums/taking/a',1,1370978115,'sums/taking','sums/taking','717476ebb4f7c0af',20760,1,5,1.0,1,'3','',0,2,8,'quiz','number',0.03,'',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','6fd574faa9c10b5e','5615cb872ac1',17,'sums/taking/a',1,659114536,'sums/taking','sums/taking','717476ebb4f7c0af',20760,1,2,1.0,1,'3','',0,2,8,'learn','number',0.03,'',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','7ca65832ee53681b','5615cb872ac1',15,'sums/adding/two',1,1264531451,'sums/adding','sums/adding','717476ebb4f7c0af',20760,1,15,1.0,1,'5','',0,2,8,'quiz','number',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','7d84f9b429e3c4ec','5615cb872ac1',1,'sums/adding/pick',1,90754115,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,1,1.0,1,'04efaf','',0,2,8,'learn','choices',3.33333333333333314829e-01,'',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','7e4ed1932e839f35','5615cb872ac1',3,'sums/adding/word',1,1766439662,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,3,0.0,0,'','',0,2,8,'quiz','answer',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','7eb71d249260d5ed','5615cb872ac1',16,'sums/taking/b',1,1772792219,'sums/taking','sums/taking','717476ebb4f7c0af',20760,1,1,1.0,1,'5','',0,2,8,'learn','number',0.03,'',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','8168e922ef757c8a','5615cb872ac1',4,'sums/adding/two',1,647305545,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,4,1.0,1,'5','',0,2,8,'learn','number',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','9cf5c462e65d2cdf','5615cb872ac1',6,'sums/adding/more',1,1224056875,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,6,1.0,1,'8','',0,2,8,'learn','number',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','b33b073f8229592f','5615cb872ac1',18,'sums/taking/tell',1,1769609547,'sums/taking','sums/taking','717476ebb4f7c0af',20760,1,3,1.0,1,'','',0,2,8,'learn','essay',0.0,'',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','b7878378d6314e84','5615cb872ac1',19,'sums/taking/b',1,1249075304,'sums/taking','sums/taking','717476ebb4f7c0af',20760,1,4,1.0,1,'5','',0,2,8,'quiz','number',0.03,'',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','bcc8e79347d05858','5615cb872ac1',13,'sums/adding/word',1,1151862880,'sums/adding','sums/adding','717476ebb4f7c0af',20760,1,13,1.0,1,'','',0,2,8,'learn','answer',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','c313dd4bdc69f790','5615cb872ac1',14,'sums/adding/more',1,435936048,'sums/adding','sums/adding','717476ebb4f7c0af',20760,1,14,1.0,1,'8','',0,2,8,'quiz','number',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','e4c9bc5623fbd763','5615cb872ac1',8,'sums/adding/two',1,1221697795,'sums/adding','sums/adding','717476ebb4f7c0af',20759,1,8,1.0,1,'5','',0,2,8,'quiz','number',0.03,'words',0);
INSERT INTO "answer" VALUES('PNJSTWGLF','f1c7a74bd734464d','5615cb872ac1',12,'sums/adding/two',1,1415909621,'sums/adding','sums/adding','717476ebb4f7c0af',20760,1,12,1.0,1,'5','',0,2,8,'learn','number',0.03,'words',0);
CREATE TABLE bundle(
    id text primary key, code text not null, seq integer not null, made_on text not null, level integer not null,
    file text not null, taken_on text not null, answers integer not null, withdraw integer not null)
    strict, without rowid;
INSERT INTO "bundle" VALUES('6c0ad7dc4833eb68775d90b05678fb6f','PNJSTWGLF',1,'2026-11-03',3,'format-1.handin','2026-11-23',20,0);
CREATE TABLE dispute(
    code text not null, id text not null, item text not null, rev integer not null, choice text not null,
    day integer not null, primary key(code, id)) strict, without rowid;
CREATE TABLE goal(
    code text not null, id text not null, text text not null, skills text not null, date text not null,
    primary key(code, id)) strict, without rowid;
CREATE TABLE journal(
    code text not null, id text not null, text text not null, about text not null, question text not null,
    day integer not null, primary key(code, id)) strict, without rowid;
CREATE TABLE learner(
    code text primary key, seq integer not null, level integer not null, made_on text not null,
    taken_on text not null, program_version text not null, language text not null,
    withdrawn integer not null) strict, without rowid;
INSERT INTO "learner" VALUES('PNJSTWGLF',1,3,'2026-11-03','2026-11-23','0.1.0','en',0);
CREATE TABLE mark(
    code text not null, piece text not null, line text not null, primary key(code, piece)) strict, without rowid;
CREATE TABLE message(
    code text not null, id text not null, text text not null, about text not null, reply_to text not null,
    task text not null, until text not null, day integer not null, seen integer not null default 0,
    primary key(code, id)) strict, without rowid;
INSERT INTO "message" VALUES('PNJSTWGLF','7b626323387e0433','When is the test?','','','','',20760,0);
CREATE TABLE meta(key text primary key, value text not null) strict, without rowid;
INSERT INTO "meta" VALUES('class_id','37e7a8466a24f2baef8aa4cfd9ab4515');
CREATE TABLE note(
    id text primary key, code text not null, line text not null) strict, without rowid;
CREATE TABLE pack(
    code text not null, id text not null, version text not null, content text not null,
    primary key(code, id)) strict, without rowid;
INSERT INTO "pack" VALUES('PNJSTWGLF','sums','1','717476ebb4f7c0af32be2aec0556b7331c2511b85ef040433f3fc8edf438565f');
CREATE TABLE piece(
    code text not null, id text not null, project text not null, title text not null, sort text not null,
    text text not null, name text not null, criteria text not null, day integer not null,
    primary key(code, id)) strict, without rowid;
CREATE TABLE skill(
    code text not null, skill text not null, state text not null, presumed integer not null,
    first integer not null, last integer not null, answers integer not null, right integer not null,
    mastered integer not null, primary key(code, skill)) strict, without rowid;
INSERT INTO "skill" VALUES('PNJSTWGLF','sums/adding','learned',0,20759,20760,15,12,0);
INSERT INTO "skill" VALUES('PNJSTWGLF','sums/taking','learned',0,20760,20760,5,5,0);
CREATE TABLE task(
    id text primary key, line text not null) strict, without rowid;
CREATE TABLE tip(
    code text not null, stream text not null, n integer not null, hash text not null,
    primary key(code, stream)) strict, without rowid;
INSERT INTO "tip" VALUES('PNJSTWGLF','5615cb872ac1',20,'a4ae9c9fa956b1e3e640266e019959c961a804620f4ae6a0637260a1a7256c2e');
CREATE TABLE undone(code text not null, id text not null, primary key(code, id)) strict, without rowid;
CREATE TABLE waiting(code text primary key, until text not null, why text not null) strict, without rowid;
CREATE TABLE week(
    code text not null, week integer not null, days integer not null, minutes integer not null,
    primary key(code, week)) strict, without rowid;
INSERT INTO "week" VALUES('PNJSTWGLF',20759,2,3);
CREATE TABLE words(
    code text not null, id text not null, item text not null, text text not null,
    primary key(code, id)) strict, without rowid;
INSERT INTO "words" VALUES('PNJSTWGLF','10f7fcc308a9b2a4','sums/adding/word','Anna Ahorn');
INSERT INTO "words" VALUES('PNJSTWGLF','3b79aa975bc71036','sums/adding/word','Anna Ahorn');
INSERT INTO "words" VALUES('PNJSTWGLF','7e4ed1932e839f35','sums/adding/word','Anna Ahorn');
INSERT INTO "words" VALUES('PNJSTWGLF','b33b073f8229592f','sums/taking/tell','All of it is taken.');
INSERT INTO "words" VALUES('PNJSTWGLF','bcc8e79347d05858','sums/adding/word','five');
CREATE INDEX answer_first on answer(id) where n <= 20;
CREATE VIEW answers as
    select a.code as learner, (select value from meta where key = 'class_id') as class_id, a.item, a.rev, a.skill,
        a.attempt, a.opportunity, a.score, a.right as correct, a.choice, a.mistake as mis, a.confidence as conf,
        a.seconds * 1.0 as sec, a.day, a.kind, a.hints, 1 - a.skipped as scored, l.language, a.edition, a.n as place
    from answer a join learner l on l.code = a.code left join undone u on u.code = a.code and u.id = a.id
    where u.id is null;
COMMIT;
