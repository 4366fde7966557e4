"use strict";
/* Sources beside one another: sets of statements that can be chosen, their counts under the filters, #source=… as address. */
(() => {
  const F = window.Faultlines;
  const { sets } = F.data.chart;
  const order = Array.from(F.statements.keys());
  const keys = new Map(Object.entries(sets).map(([id, [, , places]]) => [id, places.map((place) => order[place])]));
  for (const [id, [name, kind]] of Object.entries(sets)) F.addSet(id, name, keys.get(id), { kind, found: id.startsWith("source:") });

  /* In the address a chosen source is source=…, short enough to be written by hand. */
  const [read, write] = [F.readAddress, F.writeAddress];
  F.readAddress = () => {
    const parameters = read();
    if (parameters.get("source") && !parameters.get("select")) parameters.set("select", `source:${parameters.get("source")}`);
    return parameters;
  };
  F.writeAddress = (parameters) => {
    const select = parameters.get("select") || "";
    const short = new URLSearchParams();
    if (select.startsWith("source:")) short.set("source", select.slice("source:".length));
    for (const [name, value] of parameters) if (name !== "source" && (name !== "select" || value !== select || !short.has("source"))) short.append(name, value);
    write(short);
  };

  const articles = F.all(".source");
  const outputs = F.all("output[data-set]");
  const count = (id, view) => (keys.get(id) || []).filter((key) => view.shown.has(key)).length;

  function share(article, view) {
    const { source } = article.dataset;
    const disputed = new Set(keys.get(`part:${source}/contradicted`));
    const parts = {
      alone: count(`part:${source}/alone`, view),
      contradicted: count(`part:${source}/contradicted`, view),
      shared: keys.get(`part:${source}/shared`).filter((key) => view.shown.has(key) && !disputed.has(key)).length,
    };
    let x = 0;
    for (const rect of F.all(".share rect", article)) {
      const width = parts[rect.dataset.part];
      rect.setAttribute("x", x);
      rect.setAttribute("width", width);
      x += width;
    }
  }

  /* What is chosen elsewhere comes into view, above the panel where that lies over the page. */
  function bring(article) {
    const { top, bottom } = article.getBoundingClientRect();
    const foot = F.narrow() ? 0.54 * innerHeight : innerHeight;
    if (top < 0 || bottom > foot) article.scrollIntoView({ block: "start" });
  }

  let before = "";
  F.onChange((state, view) => {
    for (const output of outputs) output.textContent = count(output.dataset.set, view);
    for (const pick of F.all(".source .pick")) pick.setAttribute("aria-pressed", String(pick.dataset.pick === state.select));
    const chosen = state.select.startsWith("source:") ? state.select.slice("source:".length) : "";
    const compared = F.isAgainst(state) ? { one: [state.one], other: [state.other] }[state.way] || [state.one, state.other] : null;
    for (const article of articles) {
      article.hidden = compared !== null && !compared.includes(article.dataset.source);
      share(article, view);
      article.classList.toggle("chosen", article.dataset.source === chosen);
      article.classList.toggle("faded", Boolean(chosen) && article.dataset.source !== chosen);
      if (article.dataset.source === chosen && state.select !== before) requestAnimationFrame(() => bring(article));
    }
    before = state.select;
  });

  const quote = (text) => `"${String(text ?? "").replace(/"/g, '""')}"`;
  const disputes = new Map();
  for (const [id, own] of keys) if (id.startsWith("part:")) for (const key of own) disputes.set(key, [...(disputes.get(key) || []), id.slice(id.lastIndexOf("/") + 1)]);
  F.csv = () => {
    const lines = [["source", "voices", "subject", "relation", "object", "polarity", "modality", "also said in", "is", "key"]];
    for (const [key, s] of F.statements) {
      if (!F.view.shown.has(key)) continue;
      const [subject, object] = s.ends.map((id) => F.nodes.get(id).name);
      lines.push([s.source, s.who, subject, s.words, object, s.polarity, s.modality, s.also.join(" "), (disputes.get(key) || []).join(" "), key]);
    }
    return lines.map((line) => line.map(quote).join(",")).join("\r\n");
  };
})();
