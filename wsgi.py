"""The WSGI application: ``wsgi:app`` for a server, ``flask --app wsgi`` for the commands."""

from portal import create_app, schema

app = create_app()
schema.bind(app)
