"""The tables of a ledger, as numbered steps that are recorded by name and never changed once released."""

from __future__ import annotations

#: Stands in the header of the file and tells a ledger from other SQLite files ("clns").
APPLICATION_ID = 0x636C6E73

#: Name and statements of each step, in order.
MIGRATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "0001-results",
        (
            """CREATE TABLE results (
                key TEXT PRIMARY KEY,
                content TEXT NOT NULL,
                analysis TEXT NOT NULL,
                bounds TEXT NOT NULL,
                status TEXT NOT NULL,
                kind TEXT NOT NULL,
                seconds REAL NOT NULL,
                bytes INTEGER NOT NULL,
                members TEXT NOT NULL,
                digest TEXT NOT NULL,
                stored TEXT NOT NULL
            ) WITHOUT ROWID""",
            "CREATE INDEX results_by_status ON results (analysis, status)",
            """CREATE TABLE records (
                key TEXT PRIMARY KEY REFERENCES results (key) ON DELETE CASCADE,
                content TEXT NOT NULL,
                row TEXT NOT NULL,
                summary BLOB NOT NULL,
                record BLOB NOT NULL,
                text BLOB NOT NULL
            )""",
        ),
    ),
    (
        "0002-places",
        (
            "CREATE TABLE places (path TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID",
            "CREATE INDEX places_by_key ON places (key)",
        ),
    ),
    (
        "0003-pages",
        (
            """CREATE TABLE pages (
                folder TEXT NOT NULL,
                name TEXT NOT NULL,
                source TEXT NOT NULL,
                digest TEXT NOT NULL,
                PRIMARY KEY (folder, name)
            ) WITHOUT ROWID""",
        ),
    ),
    (
        "0004-reports",
        (
            """CREATE TABLE reports (
                folder TEXT PRIMARY KEY,
                source TEXT NOT NULL,
                files TEXT NOT NULL,
                outcome TEXT NOT NULL
            ) WITHOUT ROWID""",
        ),
    ),
)
