-- +goose Up
-- Whether the publisher asks that no copy of the page be shown.
ALTER TABLE article ADD COLUMN no_archive INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE article DROP COLUMN no_archive;
