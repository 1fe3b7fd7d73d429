"""Follows a service's feed: Python's standard library and nothing else.

    python feed_reader.py https://graph.example/events/enrollment TOKEN copy.db

What it keeps is in one SQLite file: its place in the log, and what it learned. Both are written in one
transaction, so that it can be stopped anywhere and goes on where it was.
"""

import json
import sqlite3
import sys
import time
import urllib.error
import urllib.request

TABLES = """
create table if not exists place (one integer primary key check (one = 1), since integer not null, log text);
create table if not exists inbox (event_id text primary key);
create table if not exists pupil (student_id text primary key, school_id text not null);
insert or ignore into place values (1, 0, null);
"""


def apply(event: dict, copy: sqlite3.Connection) -> None:
    """Does what an event means; hears an event twice and does it once."""
    if copy.execute("insert or ignore into inbox values (?)", (event["id"],)).rowcount == 0:
        return
    data = event["data"]
    if event["type"] == "bilim.enrollment.StudentEnrolled.v1":
        copy.execute("insert or replace into pupil values (?, ?)", (data["studentId"], data["schoolId"]))
    elif event["type"] == "bilim.enrollment.StudentLeft.v1":
        copy.execute("delete from pupil where student_id = ?", (data["studentId"],))


def read(address: str, token: str, since: int, log: str | None) -> dict:
    """One page; waits up to 20 seconds for something new."""
    query = f"?since={since}&limit=500&wait=20" + (f"&log={log}" if log else "")
    request = urllib.request.Request(address + query, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=40) as answer:
        return json.load(answer)


def follow(address: str, token: str, copy: sqlite3.Connection) -> None:
    """Reads and applies for ever."""
    while True:
        since, log = copy.execute("select since, log from place").fetchone()
        try:
            page = read(address, token, since, log)
        except urllib.error.HTTPError as refusal:
            if refusal.code in (409, 410):
                # Another log: from the start; or a position that is no longer kept: from the oldest, and what was
                # missed is missed (late_joiner.py reads the states instead). The inbox knows what we had.
                oldest = json.load(refusal).get("oldest", 1)
                copy.execute("update place set since = ?, log = null", (oldest - 1,))
                copy.commit()
            elif refusal.code < 500:
                sys.exit(f"{refusal.code}: {refusal.read().decode()}")
            time.sleep(1)
            continue
        except (urllib.error.URLError, TimeoutError):
            time.sleep(1)
            continue
        with copy:
            for event in page["events"]:
                apply(event, copy)
            copy.execute("update place set since = ?, log = ?", (page["next"], page["log"]))


if __name__ == "__main__":
    database = sqlite3.connect(sys.argv[3])
    database.executescript(TABLES)
    follow(sys.argv[1], sys.argv[2], database)
