"""Settings of the account library (django-allauth)."""
