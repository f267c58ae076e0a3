-- Times are Unix milliseconds UTC, 0 for none. Lists are JSON. Truth is 0 or 1.
-- Long texts come last in a row, so that reading the columns before them does
-- not touch their pages.

-- +goose Up
CREATE TABLE counter (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('seq', 0);

CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE source (
    id            TEXT    NOT NULL PRIMARY KEY,
    url           TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    site_url      TEXT    NOT NULL,
    lang          TEXT    NOT NULL,
    country       TEXT    NOT NULL,
    outlet        TEXT    NOT NULL,
    tags          TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    added         BIGINT  NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    next_poll     BIGINT  NOT NULL,
    last_poll     BIGINT  NOT NULL,
    last_good     BIGINT  NOT NULL,
    last_article  BIGINT  NOT NULL,
    failures      INTEGER NOT NULL,
    problem       TEXT    NOT NULL
);
CREATE INDEX source_due ON source (state, next_poll, id);

CREATE TABLE article (
    id             TEXT    NOT NULL PRIMARY KEY,
    seq            BIGINT  NOT NULL, -- counter at the last change that the stages must see
    version        INTEGER NOT NULL,
    content_hash   TEXT    NOT NULL,
    url            TEXT    NOT NULL,
    canonical      TEXT    NOT NULL,
    source_id      TEXT    NOT NULL,
    outlet         TEXT    NOT NULL,
    host           TEXT    NOT NULL,
    cluster        TEXT    NOT NULL,
    lang           TEXT    NOT NULL,
    published      BIGINT  NOT NULL,
    published_from TEXT    NOT NULL,
    modified       BIGINT  NOT NULL,
    fetched        BIGINT  NOT NULL, -- first time of this version
    first_fetched  BIGINT  NOT NULL, -- first time of any version
    seen           BIGINT  NOT NULL, -- published, else first_fetched
    partial        INTEGER NOT NULL,
    record_file    TEXT    NOT NULL,
    record_offset  BIGINT  NOT NULL,
    record_length  BIGINT  NOT NULL,
    signature      BYTEA,
    authors        TEXT    NOT NULL,
    section        TEXT    NOT NULL,
    image          TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    lede           TEXT    NOT NULL,
    text           TEXT    NOT NULL
);
CREATE UNIQUE INDEX article_seq ON article (seq);
CREATE INDEX article_content ON article (content_hash, first_fetched, id);
CREATE INDEX article_source ON article (source_id, first_fetched);
CREATE INDEX article_cluster ON article (cluster, seen, id);
CREATE INDEX article_host ON article (host, id);

CREATE TABLE article_version (
    article_id   TEXT    NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    version      INTEGER NOT NULL,
    content_hash TEXT    NOT NULL,
    fetched      BIGINT  NOT NULL,
    title        TEXT    NOT NULL,
    text         TEXT    NOT NULL,
    PRIMARY KEY (article_id, version)
);

-- Every address an article is known by. rank: 0 canonical, 1 fetched, 2 alias;
-- a better claim on an address wins.
CREATE TABLE address (
    url        TEXT    NOT NULL PRIMARY KEY,
    article_id TEXT    NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    rank       INTEGER NOT NULL
);
CREATE INDEX address_article ON address (article_id);

CREATE TABLE band (
    band       BIGINT NOT NULL,
    article_id TEXT   NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (band, article_id)
);
CREATE INDEX band_article ON band (article_id);

CREATE TABLE forgotten (
    article_id TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE analysis (
    article_id   TEXT NOT NULL PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    content_hash TEXT NOT NULL,
    rulebook     TEXT NOT NULL,
    lang         TEXT NOT NULL,
    findings     TEXT NOT NULL
);

CREATE TABLE finding (
    article_id TEXT             NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    ordinal    INTEGER          NOT NULL,
    claim_id   TEXT             NOT NULL,
    frame      TEXT             NOT NULL,
    family     TEXT             NOT NULL,
    target     TEXT             NOT NULL,
    nation     TEXT             NOT NULL,
    stance     TEXT             NOT NULL,
    speaker    TEXT             NOT NULL,
    rule       TEXT             NOT NULL,
    score      DOUBLE PRECISION NOT NULL,
    lang       TEXT             NOT NULL,
    techniques TEXT             NOT NULL,
    sentence   TEXT             NOT NULL,
    PRIMARY KEY (article_id, ordinal)
);
CREATE INDEX finding_claim ON finding (claim_id, frame, target, stance, article_id);
CREATE INDEX finding_frame ON finding (frame, target, stance, claim_id);
CREATE INDEX finding_target ON finding (target, stance, claim_id);
CREATE INDEX finding_stance ON finding (stance, claim_id);

-- What the findings say of each claim, counted when they change.
CREATE TABLE claim (
    id         TEXT    NOT NULL PRIMARY KEY,
    lang       TEXT    NOT NULL,
    articles   INTEGER NOT NULL,
    outlets    INTEGER NOT NULL,
    clusters   INTEGER NOT NULL,
    first_seen BIGINT  NOT NULL,
    last_seen  BIGINT  NOT NULL,
    frames     TEXT    NOT NULL,
    targets    TEXT    NOT NULL,
    techniques TEXT    NOT NULL,
    text       TEXT    NOT NULL
);
CREATE INDEX claim_rank ON claim (articles DESC, outlets DESC, id);
CREATE INDEX claim_lang ON claim (lang, articles DESC, outlets DESC, id);

-- Claims so often carried that they are counted when read, not when written.
CREATE TABLE claim_stale (
    claim_id TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE card (
    id      TEXT    NOT NULL,
    lang    TEXT    NOT NULL,
    version INTEGER NOT NULL, -- the newest
    kind    TEXT    NOT NULL,
    status  TEXT    NOT NULL,
    PRIMARY KEY (id, lang)
);

CREATE TABLE card_version (
    id      TEXT    NOT NULL,
    lang    TEXT    NOT NULL,
    version INTEGER NOT NULL,
    author  TEXT    NOT NULL,
    comment TEXT    NOT NULL,
    at      BIGINT  NOT NULL,
    builtin INTEGER NOT NULL,
    content TEXT    NOT NULL,
    PRIMARY KEY (id, lang, version)
);

CREATE TABLE vote (
    claim_id TEXT    NOT NULL,
    card_id  TEXT    NOT NULL,
    voter    TEXT    NOT NULL,
    thumb    INTEGER NOT NULL, -- +1 or -1
    at       BIGINT  NOT NULL,
    PRIMARY KEY (claim_id, card_id, voter)
);

-- How far a stage has looked through its input: all that came before mark is
-- settled by this version or has an open row in the ledger.
CREATE TABLE stage (
    name     TEXT   NOT NULL PRIMARY KEY,
    version  TEXT   NOT NULL,
    upstream TEXT   NOT NULL,
    mark     BIGINT NOT NULL
);

-- version to quarantined tell of the last settled try, try to problem of the
-- last try. input is the counter of what was tried: article.seq, or settled of
-- the stage before.
CREATE TABLE ledger (
    stage        TEXT    NOT NULL,
    article_id   TEXT    NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    version      TEXT    NOT NULL,
    content_hash TEXT    NOT NULL,
    input        BIGINT  NOT NULL,
    settled      BIGINT  NOT NULL, -- counter when it was settled, 0: never
    quarantined  INTEGER NOT NULL,
    is_open      INTEGER NOT NULL, -- leased, or to be tried again
    leased       INTEGER NOT NULL,
    due          BIGINT  NOT NULL, -- end of the lease, or time of the next try
    try          BIGINT  NOT NULL,
    try_version  TEXT    NOT NULL,
    try_hash     TEXT    NOT NULL,
    try_input    BIGINT  NOT NULL,
    attempts     INTEGER NOT NULL,
    tried        BIGINT  NOT NULL,
    problem      TEXT    NOT NULL,
    PRIMARY KEY (stage, article_id)
);
CREATE INDEX ledger_open ON ledger (stage, is_open, due, article_id);
CREATE INDEX ledger_settled ON ledger (stage, settled);
CREATE INDEX ledger_quarantined ON ledger (stage, article_id) WHERE quarantined = 1;
CREATE INDEX ledger_article ON ledger (article_id);

-- +goose Down
DROP TABLE ledger;
DROP TABLE stage;
DROP TABLE vote;
DROP TABLE card_version;
DROP TABLE card;
DROP TABLE claim_stale;
DROP TABLE claim;
DROP TABLE finding;
DROP TABLE analysis;
DROP TABLE forgotten;
DROP TABLE band;
DROP TABLE address;
DROP TABLE article_version;
DROP TABLE article;
DROP TABLE source;
DROP TABLE meta;
DROP TABLE counter;
