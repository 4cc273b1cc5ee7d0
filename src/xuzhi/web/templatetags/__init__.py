"""Tags and filters that every page may load: `{% load xuzhi %}`."""
