-- A review is known by its card and its millisecond: reviews of other cards, made elsewhere in the same millisecond, lie
-- side by side when two logs become one. A pair that was taken back is remembered and never used again.

-- The columns of a key stand first and in its order: where they do not, SQLite's quick_check of 3.40 finds NULLs in them.
CREATE TABLE renewed (
    card TEXT NOT NULL,
    at INTEGER NOT NULL,                        -- UTC epoch milliseconds
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    day INTEGER NOT NULL,
    took INTEGER NOT NULL,                      -- milliseconds
    origin TEXT NOT NULL,
    PRIMARY KEY (card, at)
) STRICT, WITHOUT ROWID;

INSERT INTO renewed (card, at, rating, day, took, origin)
SELECT card, at, rating, day, took, origin FROM review ORDER BY card, at;

DROP TABLE review;
ALTER TABLE renewed RENAME TO review;

CREATE INDEX review_by_day ON review (day);
CREATE INDEX review_by_moment ON review (at);

CREATE TABLE undone (
    card TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (card, at)
) STRICT, WITHOUT ROWID;
