"""A page inside a notebook."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape


@dataclass(frozen=True)
class Inline:
    """A page that a notebook shows below the cell, walled off from the notebook itself."""

    html: str
    height: int = 760

    def __repr__(self) -> str:
        return f"<a page of {len(self.html) // 1024} kB; show(network, path) writes it to a file>"

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-downloads" '
            f'width="100%" height="{self.height}" style="border:0" title="Faultlines"></iframe>'
        )
