-- A record file as schema 2 wrote it, in the form of sqlite3's .dump.
PRAGMA application_id=1635021684;
PRAGMA user_version=2;
BEGIN TRANSACTION;
CREATE TABLE actor (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT, type TEXT, country TEXT, sector TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
INSERT INTO actor VALUES(1,'a1','police','group','LKA','COP','{"id":"a1","name":"police","type":"group","country":"LKA","roles":[],"sector":"COP","mentions":[[131,141]]}');
CREATE TABLE dispute (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    id TEXT NOT NULL,
    type TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
INSERT INTO dispute VALUES(1,'d1','figure','{"id":"d1","type":"figure","sides":[{"findings":["f2"],"who":"hospital officials"},{"findings":["f3"],"who":"police"}]}');
CREATE TABLE finding (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    pos INTEGER NOT NULL,               -- place in the record, from 0
    id TEXT NOT NULL,                   -- f1
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    incident TEXT,
    beg INTEGER NOT NULL, end INTEGER NOT NULL, -- bytes of the kept text
    stance TEXT, negated INTEGER NOT NULL,
    date_from TEXT, date_to TEXT, date_precision TEXT,
    place TEXT,
    type TEXT, mode TEXT,               -- of an event
    what TEXT, low INTEGER, high INTEGER, -- of a figure
    confidence REAL, rule TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (report, pos)
) STRICT, WITHOUT ROWID;
INSERT INTO finding VALUES(1,0,'f1','7bbd99c50ca6f35d','event','i1',0,71,'asserted',0,'2022-07-09','2022-07-09','day','p1','PROTEST','demo',NULL,NULL,NULL,0.81000000000000005329,'event-verb','{"id":"f1","key":"7bbd99c50ca6f35d","incident":"i1","kind":"event","span":[0,71],"head":"marched","source":[],"stance":"asserted","negated":false,"date":{"from":"2022-07-09","to":"2022-07-09","precision":"day","span":[57,71]},"place":"p1","confidence":0.81,"rule":"event-verb","row":"events.tsv:1","event":{"type":"PROTEST","mode":"demo","actor":[null],"actor_text":["Protesters"],"recipient":[],"recipient_text":[],"phase":"done","cameo":null}}');
INSERT INTO finding VALUES(1,1,'f2','2233d271370a7652','figure',NULL,73,104,'asserted',0,NULL,NULL,NULL,'p1',NULL,NULL,'injured',33,NULL,0.69999999999999995559,'figure-harm','{"id":"f2","key":"2233d271370a7652","incident":null,"kind":"figure","span":[73,104],"head":"injured","source":[{"name":"hospital officials","actor":null,"role":null,"kind":"office","cue":[125,129],"span":[106,124]}],"stance":"asserted","negated":false,"date":null,"place":"p1","confidence":0.7,"rule":"figure-harm","figure":{"what":"injured","who":null,"who_text":"people","low":33,"high":null,"qualifier":"at least","unit":"person","part_of":null,"cumulative":false,"as_of":null}}');
INSERT INTO finding VALUES(1,2,'f3','104a50fe10434c38','figure',NULL,152,171,'asserted',0,NULL,NULL,NULL,'p1',NULL,NULL,'injured',21,21,0.66000000000000003108,'figure-harm','{"id":"f3","key":"104a50fe10434c38","incident":null,"kind":"figure","span":[152,171],"head":"hurt","source":[{"name":"police","actor":"a1","role":null,"kind":"office","cue":[142,151],"span":[131,141]}],"stance":"asserted","negated":false,"date":null,"place":"p1","confidence":0.66,"rule":"figure-harm","figure":{"what":"injured","who":null,"who_text":"people","low":21,"high":21,"qualifier":"exact","unit":"person","part_of":null,"cumulative":false,"as_of":null}}');
CREATE TABLE incident (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
INSERT INTO incident VALUES(1,'i1','{"id":"i1","findings":["f1"]}');
CREATE TABLE judgement (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                  -- of the finding judged
    verdict TEXT NOT NULL,              -- accept, reject, correct, merge, split, grade
    who TEXT NOT NULL,
    at TEXT NOT NULL,                   -- UTC time
    why TEXT,
    before TEXT, after TEXT             -- JSON
) STRICT;
CREATE TABLE place (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT, geonames INTEGER, lat REAL, lon REAL, country TEXT, admin1 TEXT, precision INTEGER,
    json TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
INSERT INTO place VALUES(1,'p1','Colombo',1248991,6.9355000000000002202,79.848699999999993791,'LKA','Western',1,'{"id":"p1","name":"Colombo","geonames":1248991,"lat":6.9355,"lon":79.8487,"country":"LKA","admin1":"Western","precision":1,"mentions":[[49,56]]}');
CREATE TABLE problem (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    pos INTEGER NOT NULL,
    stage TEXT, what TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (report, pos)
) STRICT, WITHOUT ROWID;
INSERT INTO problem VALUES(1,0,'read','a problem for the test','{"stage":"read","span":null,"what":"a problem for the test"}');
CREATE TABLE report (
    n INTEGER PRIMARY KEY,              -- short number that people type: 1:f3
    id TEXT NOT NULL UNIQUE,            -- r-<16 hex>
    source_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    record_sha256 TEXT NOT NULL,        -- of the record without its text: says whether anything changed
    name TEXT, url TEXT, publisher TEXT, published TEXT, language TEXT, title TEXT,
    bytes INTEGER NOT NULL,
    v INTEGER NOT NULL,                 -- version of the wire format
    head TEXT NOT NULL,                 -- the JSON of "report" without its text
    text TEXT,                          -- kept text, if the record came with it
    added TEXT NOT NULL,                -- UTC time
    updated TEXT
, made_by TEXT) STRICT;
INSERT INTO report VALUES(1,'r-415b4f3a7c6cb7c8','d2815b4b0d4fc9a8cd9087e4cedb115c1ca9267da241c0906e21818f02abe461','d2815b4b0d4fc9a8cd9087e4cedb115c1ca9267da241c0906e21818f02abe461','700bcc99ec29a20750474f685b31c670ae6d95e3f29dc2ad1075931efa9736f1','colombo.txt',NULL,'Test Wire','2022-07-10','en',NULL,173,1,'{"id":"r-415b4f3a7c6cb7c8","source_sha256":"d2815b4b0d4fc9a8cd9087e4cedb115c1ca9267da241c0906e21818f02abe461","text_sha256":"d2815b4b0d4fc9a8cd9087e4cedb115c1ca9267da241c0906e21818f02abe461","name":"colombo.txt","url":null,"publisher":"Test Wire","byline":[],"published":"2022-07-10","language":"en","title":null,"bytes":173}',replace('Protesters marched to the president’s house in Colombo on 9 July 2022. At least 33 people were injured, hospital officials said. The police said that 21 people were hurt.\n','\n',char(10)),'2022-07-11T08:00:00Z',NULL,NULL);
CREATE TABLE source (
    report INTEGER NOT NULL,
    finding INTEGER NOT NULL,           -- finding.pos
    pos INTEGER NOT NULL,               -- 0: the one the report quotes
    name TEXT, actor TEXT, role TEXT, kind TEXT,
    PRIMARY KEY (report, finding, pos),
    FOREIGN KEY (report, finding) REFERENCES finding (report, pos) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO source VALUES(1,1,0,'hospital officials',NULL,NULL,'office');
INSERT INTO source VALUES(1,2,0,'police','a1',NULL,'office');
CREATE TABLE log (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                   -- UTC time
    what TEXT NOT NULL,                 -- added, updated
    report TEXT NOT NULL,               -- report.id
    findings INTEGER NOT NULL,
    program TEXT NOT NULL               -- attest and its version
) STRICT;
CREATE INDEX finding_key ON finding (key);
CREATE INDEX finding_date ON finding (date_from);
CREATE INDEX judgement_key ON judgement (key);
COMMIT;
