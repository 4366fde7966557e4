"""How the documentation is built: `sphinx-build docs site`."""

from __future__ import annotations

import re
import sys
from importlib.metadata import version as installed
from pathlib import Path

from click import Context

from faultlines.cli import main

sys.path.insert(0, str(Path(__file__).parent))

project = "Faultlines"
author = "The Faultlines authors"
version = release = installed("faultlines")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click", "generated"]
exclude_patterns = ["README.md", "pictures", "reference/generated"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = [
    "misc.highlighting_failure",  # Pygments does not know the | of property paths
    "myst.xref_missing",  # the READMEs that are included link files of the repository
]

smartquotes = False  # which would make one dash of the two of an option
default_role = "code"  # what help texts set in backticks is typed

html_theme = "furo"
html_title = f"Faultlines {version}"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "fully-qualified"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True, "undoc-members": False}


def setup(app):
    """Show every command, also those loaded when asked for, and the example of each as code."""
    context = Context(main)
    for name in main.list_commands(context):
        main.add_command(main.get_command(context, name))

    def as_code(_, __, lines):
        lines[:] = [re.sub(r"^(Examples?: )(.*)$", r"\1``\2``", " ".join(lines).strip())] if lines else []

    app.connect("sphinx-click-process-epilog", as_code)
