"""The graph over HTTP: a SPARQL endpoint with an editor, the pages, a JSON API. Needs the extra `serve`."""
