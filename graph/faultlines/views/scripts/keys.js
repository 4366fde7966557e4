"use strict";
/* The page by keyboard: "/" finds, Escape restores, arrows go from name to name in the picture. */
(() => {
  const F = window.Faultlines;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input[type=search]");
    if (event.key === "Escape") {
      if (typing) {
        event.target.value = "";
        event.target.blur();
      }
      if (F.$("found")) F.$("found").hidden = true;
      F.restore();
      F.fit?.();
    } else if (event.key === "/" && !typing && F.$("search")) {
      event.preventDefault();
      F.$("search").focus();
    }
  });

  const place = F.$("network");
  place?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      F.all(".card:not([hidden]) .claim")[0]?.focus();
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    F.change({ select: next(step) });
  });

  /* The nearest node in a direction, or the busiest to begin with. */
  function next([dx, dy]) {
    const here = F.nodes.get(F.state.select);
    if (!here) return F.data.nodes.reduce((a, b) => (b.size > a.size ? b : a)).id;
    const from = F.at(here.id);
    let best = here.id;
    let least = Infinity;
    for (const node of F.data.nodes) {
      if (F.isIdle(node, F.drawn)) continue;
      const at = F.at(node.id);
      const along = (at.x - from.x) * dx + (at.y - from.y) * dy;
      const aside = Math.abs((at.x - from.x) * dy) + Math.abs((at.y - from.y) * dx);
      if (along > 1 && along + 2 * aside < least) {
        least = along + 2 * aside;
        best = node.id;
      }
    }
    return best;
  }
})();
