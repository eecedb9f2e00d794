-- The review log, what it adds up to, and what a person chose. Days are study days since 1970-01-01.

PRAGMA application_id = 0x73644331;

CREATE TABLE review (
    at INTEGER PRIMARY KEY,                     -- UTC epoch milliseconds
    card TEXT NOT NULL,
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    day INTEGER NOT NULL,
    took INTEGER NOT NULL,                      -- milliseconds
    origin TEXT NOT NULL
) STRICT;

-- Every index ends in the rowid, which is `at`: a card's reviews come in their order.
CREATE INDEX review_by_card ON review (card);
CREATE INDEX review_by_day ON review (day);

CREATE TABLE schedule (
    card TEXT PRIMARY KEY,
    phase INTEGER NOT NULL,
    due INTEGER NOT NULL,
    last INTEGER NOT NULL,
    stability REAL NOT NULL,
    difficulty REAL NOT NULL,
    interval INTEGER NOT NULL,
    left INTEGER NOT NULL,
    reps INTEGER NOT NULL,
    lapses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX schedule_by_due ON schedule (due);

CREATE TABLE suspension (
    card TEXT PRIMARY KEY,
    until INTEGER                               -- buried until this study day; NULL: until told otherwise
) STRICT, WITHOUT ROWID;

CREATE TABLE flag (
    card TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
