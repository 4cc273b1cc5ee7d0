"""How a demo keeps its passwords, which everybody knows."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class BriefPasswordHasher(ScryptPasswordHasher):
    """scrypt in one lane, a fifth of the work of Django's five; a hash names its own lanes, so any can be read."""

    parallelism = 1
