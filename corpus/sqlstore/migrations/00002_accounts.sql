-- +goose Up
CREATE TABLE account (
    login    TEXT    NOT NULL PRIMARY KEY,
    name     TEXT    NOT NULL,
    role     TEXT    NOT NULL,
    password TEXT    NOT NULL, -- encoded hash
    disabled INTEGER NOT NULL,
    created  BIGINT  NOT NULL
);

-- Of tokens only hashes are kept.
CREATE TABLE session (
    hash    TEXT   NOT NULL PRIMARY KEY,
    login   TEXT   NOT NULL REFERENCES account (login) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX session_login ON session (login);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE invitation (
    hash    TEXT   NOT NULL PRIMARY KEY,
    login   TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    role    TEXT   NOT NULL,
    expires BIGINT NOT NULL
);

-- The version that readers see: the newest published one, 0 for none.
ALTER TABLE card ADD COLUMN live INTEGER NOT NULL DEFAULT 0;
UPDATE card SET live = version WHERE status = 'published';

-- +goose Down
ALTER TABLE card DROP COLUMN live;
DROP TABLE invitation;
DROP TABLE session;
DROP TABLE account;
