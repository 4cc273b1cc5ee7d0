"""What runs by itself: letters that go out, clocks that expire, seals, nightly look-ups.

Jobs are Procrastinate's, over PostgreSQL. A job is never more than a wake-up call: what there is to do stands in the
tables, and a job that is lost, late or run twice changes nothing about it.
"""
