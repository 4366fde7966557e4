"use strict";
/* Sliders of time and the choice of two sources: from the page to the state, and back. */
(() => {
  const F = window.Faultlines;
  const sliders = ["at", "said"].map(F.$).filter(Boolean);
  const stopsOf = (slider) => slider.dataset.stops.split(" ");
  for (const slider of sliders) {
    slider.addEventListener("input", () => F.change({ [slider.id]: stopsOf(slider)[Number(slider.value)] || "" }));
  }

  const selects = ["one", "other", "way", "colour"].map(F.$).filter(Boolean);
  for (const select of selects) select.addEventListener("change", () => F.change({ [select.id]: select.value }));
  const isAgainst = (state) => Boolean(state.one && state.other && state.one !== state.other);
  F.isAgainst = isAgainst;

  /* How many statements each side has among those that pass the other filters. */
  function countSides(state) {
    const counts = { one: 0, other: 0, both: 0 };
    for (const [key, statement] of F.statements) {
      const side = F.side(statement, state);
      if (side && F.passes(key, "against")) counts[side] += 1;
    }
    for (const [side, n] of Object.entries(counts)) F.$(`side-${side}`).textContent = n;
  }

  F.onChange((state) => {
    for (const slider of sliders) {
      const date = state[slider.id];
      const stops = stopsOf(slider);
      slider.value = date ? Math.max(0, F.stopAt(stops, date)) : stops.length;
      const words = date ? F.dateWords(date) : slider.dataset.without;
      F.$(`${slider.id}-words`).textContent = words;
      slider.setAttribute("aria-valuetext", words);
    }
    for (const select of selects) select.value = state[select.id];
    for (const row of F.all("[data-colours]")) row.hidden = row.dataset.colours !== state.colour;
    if (!F.$("sides")) return;
    F.$("way").hidden = F.$("sides").hidden = !isAgainst(state);
    if (isAgainst(state)) countSides(state);
  });
})();
