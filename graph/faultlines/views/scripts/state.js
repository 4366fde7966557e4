"use strict";
/* What the reader has chosen, which statements that leaves, and both in the address. */
(() => {
  const F = window.Faultlines;
  const FACETS = ["relation", "modality", "polarity", "source", "voice"];
  const off = () => Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));

  const start = { select: "", words: "", least: 0, off: off() };
  for (const box of F.all("input[data-facet]")) {
    if (!box.defaultChecked) start.off[box.dataset.facet].add(box.value);
  }
  const copy = (state) => ({
    ...state,
    off: Object.fromEntries(FACETS.map((facet) => [facet, new Set(state.off[facet])])),
  });

  const listeners = [];
  F.FACETS = FACETS;
  F.state = copy(start);
  F.onChange = (listener) => listeners.push(listener);

  F.change = (difference) => {
    Object.assign(F.state, difference);
    F.view = look();
    F.writeAddress(toAddress());
    for (const listener of listeners) listener(F.state, F.view);
  };
  F.restore = () => F.change(copy(start));
  F.isStart = () => toAddress().toString() === "";

  const texts = new Map();
  for (const [key, card] of F.cards) {
    const ends = F.statements.get(key).ends.flatMap((id) => F.nodes.get(id).names);
    texts.set(key, `${card.textContent} ${ends.join(" ")}`.toLowerCase());
  }

  const valuesOf = (statement, facet) => (facet === "voice" ? statement.voice : [statement[facet]]);

  /* Whether a statement passes every filter, or every one but a given facet's, which is how that facet counts. */
  F.passes = (key, besides = null) => {
    const statement = F.statements.get(key);
    if (statement.confidence < F.state.least - 1e-9) return false;
    const words = F.state.words.trim().toLowerCase();
    if (words && !words.split(/\s+/).every((word) => texts.get(key).includes(word))) return false;
    return FACETS.every(
      (facet) => facet === besides || valuesOf(statement, facet).some((value) => !F.state.off[facet].has(value)),
    );
  };
  F.valuesOf = valuesOf;

  /* The statements that a choice stands for; null without one. */
  function chosen() {
    const { select } = F.state;
    const keys = Array.from(F.statements.keys());
    const touching = (test) => new Set(keys.filter((key) => test(F.statements.get(key).ends)));
    if (F.nodes.has(select)) return touching((ends) => ends.includes(select));
    if (select.startsWith("statement:")) return new Set([select.slice("statement:".length)].filter((k) => F.statements.has(k)));
    if (select.startsWith("keys:")) return new Set(select.slice("keys:".length).split(" ").filter((k) => F.statements.has(k)));
    if (select.startsWith("bloc:")) {
      const hull = F.hulls.get(select.slice("bloc:".length));
      return hull ? touching((ends) => ends.some((id) => hull.members.includes(id))) : null;
    }
    const pair = select.split("~");
    return pair.length === 2 ? touching((ends) => pair.every((id) => ends.includes(id))) : null;
  }

  function look() {
    const shown = new Set(Array.from(F.statements.keys()).filter((key) => F.passes(key)));
    const choice = chosen();
    const picked = choice && new Set(Array.from(choice).filter((key) => shown.has(key) || F.state.select === `statement:${key}`));
    const near = new Set();
    for (const key of picked || shown) for (const id of F.statements.get(key).ends) near.add(id);
    if (choice) for (const id of F.state.select.split("~")) if (F.nodes.has(id)) near.add(id);
    if (choice && F.state.select.startsWith("bloc:")) {
      for (const id of F.hulls.get(F.state.select.slice("bloc:".length)).members) near.add(id);
    }
    return { shown, picked, near };
  }

  function toAddress() {
    const parameters = new URLSearchParams();
    const { state } = F;
    if (state.select) parameters.set("select", state.select);
    if (state.words) parameters.set("find", state.words);
    if (state.least) parameters.set("confidence", String(state.least));
    for (const facet of FACETS) {
      const now = Array.from(state.off[facet]).sort();
      if (now.join() !== Array.from(start.off[facet]).sort().join()) parameters.set(`without-${facet}`, now.join(" "));
    }
    return parameters;
  }

  F.fromAddress = () => {
    const parameters = F.readAddress();
    const state = copy(start);
    state.select = parameters.get("select") || "";
    state.words = parameters.get("find") || "";
    state.least = Math.min(1, Math.max(0, Number(parameters.get("confidence")) || 0));
    for (const facet of FACETS) {
      const without = parameters.get(`without-${facet}`);
      if (without !== null) state.off[facet] = new Set(without.split(" ").filter(Boolean));
    }
    F.change(state);
  };
  F.view = look();
})();
