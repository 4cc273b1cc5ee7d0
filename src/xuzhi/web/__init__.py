"""The faces: forms, views and templates for each kind of visitor. They call operations and queries, nothing below."""
