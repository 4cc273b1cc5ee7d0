"""Any case of any programme: open, answer, attach, submit, check, correct, decide.

The law (rulebook, engine) and what happened (ledger) meet here, and nowhere else.
"""
