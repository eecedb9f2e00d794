-- What Anki knows beside reviews: which cards were reset to new there, and which texts of our notes it was given.

CREATE TABLE reset (
    card TEXT NOT NULL,
    at INTEGER NOT NULL,                        -- UTC epoch milliseconds; the card's reviews up to then no longer count
    PRIMARY KEY (card, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE given (
    note TEXT NOT NULL,
    digest TEXT NOT NULL,                       -- of the note's fields as they went to Anki
    PRIMARY KEY (note, digest)
) STRICT, WITHOUT ROWID;
