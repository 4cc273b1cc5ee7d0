"""Outside registers: snapshots of what the authorities publish, each with the day it was taken, and look-ups in them.

Not found in the snapshot of a day is not clean, and a failed or empty answer is never taken for a clean one.
"""
