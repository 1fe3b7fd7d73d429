"""Runs, queues, offers, enrolment from them, transfers and appeals: one verb a file."""
