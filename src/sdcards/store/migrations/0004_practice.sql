-- Practice: mock interviews, the cards that what was missed in one brings back, and drills answered.

CREATE TABLE mock (
    began INTEGER PRIMARY KEY,                  -- UTC epoch milliseconds, by which a mock is known
    day INTEGER NOT NULL,                       -- study day
    prompt TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    only TEXT,                                  -- the single phase that was practised; NULL: the whole interview
    change INTEGER,                             -- which change of requirement was drawn, from 0
    phase TEXT NOT NULL,                        -- where it stands; 'score': being scored
    ended INTEGER,                              -- UTC epoch milliseconds; NULL: can be resumed
    origin TEXT NOT NULL,
    posed INTEGER NOT NULL DEFAULT 0,           -- 1: the change was posed
    asked TEXT NOT NULL DEFAULT '',             -- the prompt's questions that were answered, a line each
    others INTEGER NOT NULL DEFAULT 0,          -- how many other questions were asked
    early TEXT NOT NULL DEFAULT ''              -- how the design was begun too soon; empty: it was not
) STRICT;

CREATE TABLE mock_phase (
    mock INTEGER NOT NULL REFERENCES mock (began) ON DELETE CASCADE,
    phase TEXT NOT NULL,
    spent INTEGER NOT NULL,                     -- milliseconds
    notes TEXT NOT NULL,
    said INTEGER,                               -- weight of the lines ticked; NULL: not scored
    of INTEGER,                                 -- weight of all lines
    PRIMARY KEY (mock, phase)
) STRICT, WITHOUT ROWID;

CREATE TABLE mock_line (
    mock INTEGER NOT NULL REFERENCES mock (began) ON DELETE CASCADE,
    phase TEXT NOT NULL,
    line TEXT NOT NULL,                         -- as it read then
    said INTEGER NOT NULL,
    PRIMARY KEY (mock, phase, line)
) STRICT, WITHOUT ROWID;

-- A card asked back early. The first review after `since` fulfils it, so nothing is ever taken out.
CREATE TABLE wanted (
    card TEXT PRIMARY KEY,
    since INTEGER NOT NULL                      -- UTC epoch milliseconds
) STRICT, WITHOUT ROWID;

CREATE TABLE drill (
    at INTEGER PRIMARY KEY,                     -- UTC epoch milliseconds
    kind TEXT NOT NULL,
    day INTEGER NOT NULL,                       -- study day
    correct INTEGER NOT NULL,                   -- within the factor
    took INTEGER NOT NULL,                      -- milliseconds
    origin TEXT NOT NULL
) STRICT;
