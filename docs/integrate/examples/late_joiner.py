"""Comes late and knows everything: first the latest states, then what happens. The standard library and nothing else.

    python late_joiner.py https://graph.example/events/enrollment students TOKEN copy.db

The states are events like all others, so there is one function for both. Each brings the version of its key
(`aggregateversion`): an event that is not newer is known already, whether it came by a state or comes a second time.
"""

import json
import sqlite3
import sys
import time
import urllib.error
import urllib.request

TABLES = """
create table if not exists place (one integer primary key check (one = 1), since integer, log text);
create table if not exists known (key text primary key, version integer not null);
create table if not exists pupil (student_id text primary key, school_id text not null);
insert or ignore into place values (1, null, null);
"""
TYPES = ("StudentEnrolled", "StudentTransferred", "StudentLeft")


def apply(event: dict, copy: sqlite3.Connection) -> None:
    """Does what an event, or a state, means."""
    data = event["data"]
    match event["type"].split(".")[2]:
        case "StudentEnrolled":
            copy.execute("insert or replace into pupil values (?, ?)", (data["studentId"], data["schoolId"]))
        case "StudentTransferred":
            copy.execute(
                "insert or replace into pupil values (?, ?)", (data["studentId"], data["toSchoolId"])
            )
        case "StudentLeft":
            copy.execute("delete from pupil where student_id = ?", (data["studentId"],))


def take(event: dict, copy: sqlite3.Connection) -> None:
    """Applies an event that is newer than what is known of its key."""
    key, version = event["partitionkey"], int(event["aggregateversion"])
    known = copy.execute("select version from known where key = ?", (key,)).fetchone()
    if known is None or version > known[0]:
        apply(event, copy)
        copy.execute("insert or replace into known values (?, ?)", (key, version))


def read(address: str, token: str) -> dict:
    """What an address answers."""
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=40) as answer:
        return json.load(answer)


def read_states(feed: str, name: str, token: str, copy: sqlite3.Connection) -> None:
    """All states; the place to go on from is that of the first page, since writes go on meanwhile."""
    place, after = None, ""
    with copy:
        copy.execute("delete from known")
        copy.execute("delete from pupil")
        while after is not None:
            page = read(f"{feed}/snapshots/{name}?limit=500" + (f"&after={after}" if after else ""), token)
            place = place or (page["position"], page["log"])
            for event in page["events"]:
                take(event, copy)
            after = page["next"]
        copy.execute("update place set since = ?, log = ?", place)


def follow(feed: str, name: str, token: str, copy: sqlite3.Connection) -> None:
    """Reads and applies for ever."""
    types = ",".join(f"bilim.enrollment.{kind}.v1" for kind in TYPES)
    while True:
        since, log = copy.execute("select since, log from place").fetchone()
        try:
            if since is None:
                read_states(feed, name, token, copy)
                continue
            page = read(f"{feed}?since={since}&log={log}&types={types}&limit=500&wait=20", token)
        except urllib.error.HTTPError as refusal:
            if refusal.code in (409, 410):
                # Another log, or away for longer than events are kept: from the states.
                copy.execute("update place set since = null, log = null")
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
                take(event, copy)
            copy.execute("update place set since = ?", (page["next"],))


if __name__ == "__main__":
    database = sqlite3.connect(sys.argv[4])
    database.executescript(TABLES)
    follow(sys.argv[1], sys.argv[2], sys.argv[3], database)
