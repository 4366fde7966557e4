"use strict";
/* The filters: boxes to state, state to boxes and counts. */
(() => {
  const F = window.Faultlines;
  const boxes = F.all("input[data-facet]");
  const families = F.all("input[data-family]");
  const so = F.$("so");
  const ofFamily = (box) => F.all("input[data-facet]", box.closest("[data-family].family"));
  const NOT_SO = { modality: (value) => value !== "asserted", polarity: (value) => value !== "affirmed" };

  function set(changed) {
    const { off } = F.state;
    for (const box of changed) {
      if (box.checked) off[box.dataset.facet].delete(box.value);
      else off[box.dataset.facet].add(box.value);
    }
    F.change({ off });
  }

  for (const box of boxes) box.addEventListener("change", () => set([box]));
  for (const box of families) {
    box.addEventListener("change", () => {
      const members = ofFamily(box);
      for (const member of members) member.checked = box.checked;
      set(members);
    });
  }
  for (const button of F.all("#facets .only")) {
    button.addEventListener("click", () => {
      const own = button.closest(".row").querySelector("input");
      const others = boxes.filter((box) => box.dataset.facet === own.dataset.facet);
      for (const box of others) box.checked = box === own;
      set(others);
    });
  }
  if (so) {
    so.addEventListener("change", () => {
      const unsure = boxes.filter((box) => NOT_SO[box.dataset.facet]?.(box.value));
      for (const box of unsure) box.checked = !so.checked;
      set(unsure);
    });
    F.$("confidence").addEventListener("input", (event) => F.change({ least: Number(event.target.value) }));
    F.$("facets").addEventListener("submit", (event) => event.preventDefault());
  }
  for (const button of [F.$("reset"), ...F.all(".reset")]) button?.addEventListener("click", F.restore);

  /* How many statements each value has among those that pass the other filters. */
  function count() {
    const counts = new Map();
    const add = (facet, value) => counts.set(`${facet} ${value}`, (counts.get(`${facet} ${value}`) || 0) + 1);
    for (const [key, statement] of F.statements) {
      for (const facet of F.FACETS) {
        if (!F.passes(key, facet)) continue;
        for (const value of F.valuesOf(statement, facet)) add(facet, value);
        if (facet === "relation") add("family", statement.family);
      }
    }
    for (const output of F.all("output[data-count]")) {
      output.textContent = counts.get(`${output.dataset.count} ${output.dataset.value}`) || 0;
    }
  }

  F.onChange((state, view) => {
    for (const box of boxes) box.checked = !state.off[box.dataset.facet].has(box.value);
    for (const box of families) {
      const on = ofFamily(box).filter((member) => member.checked).length;
      box.checked = on > 0;
      box.indeterminate = on > 0 && on < ofFamily(box).length;
    }
    if (!so) return;
    so.checked = boxes.every((box) => !NOT_SO[box.dataset.facet]?.(box.value) || !box.checked);
    F.$("confidence").value = state.least;
    F.$("least").textContent = state.least;
    F.$("shown").textContent = [F.missing(state, view), `${view.shown.size} of ${F.statements.size} statements ${F.data.first ? "pass the filters" : "shown"}`].filter(Boolean).join(" · ");
    F.$("reset").hidden = F.isStart();
    count();
  });
})();
