"use strict";
/* What the reader has chosen, which statements that leaves, and both in the address. */
(() => {
  const F = window.Faultlines;
  const FACETS = ["relation", "modality", "polarity", "source", "voice"];
  const off = () => Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));

  const start = { select: "", words: "", least: 0, at: "", said: "", one: "", other: "", way: "colour", colour: "", names: "", off: off() };
  for (const box of F.all("input[data-facet]")) {
    if (!box.defaultChecked) start.off[box.dataset.facet].add(box.value);
  }
  const copy = (state) => ({
    ...state,
    off: Object.fromEntries(FACETS.map((facet) => [facet, new Set(state.off[facet])])),
  });

  /* The bloc or coalition that a choice stands for: its name, kind and members. */
  F.groupOf = (select) => {
    const [kind, id] = [select.slice(0, select.indexOf(":")), select.slice(select.indexOf(":") + 1)];
    if (kind === "bloc" && F.hulls.has(id)) return { ...F.hulls.get(id), kind };
    const members = kind === "coalition" ? F.data.coalitions?.[Number(id)] : null;
    return members ? { name: `Coalition ${Number(id) + 1}`, kind: "derived coalition", members } : null;
  };

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

  /* What stands on a statement's card, put together when somebody first asks. */
  const texts = new Map();
  function textOf(key) {
    if (!texts.has(key)) texts.set(key, F.textOf(key));
    return texts.get(key);
  }

  const sources = new Set(Array.from(F.statements.values(), (statement) => statement.source));
  F.isSource = (id) => sources.has(id);

  const valuesOf = (statement, facet) => (facet === "voice" ? statement.voice : [statement[facet]]);

  /* Whether a statement passes every filter, or every one but a given facet's, which is how that facet counts. */
  F.passes = (key, besides = null) => {
    const statement = F.statements.get(key);
    if (statement.confidence < F.state.least - 1e-9) return false;
    if (!F.holds(statement, F.state.at) || !F.isSaid(statement, F.state.said)) return false;
    if (besides !== "against" && !F.passesSources(statement, F.state)) return false;
    const words = F.state.words.trim().toLowerCase();
    if (words && !words.split(/\s+/).every((word) => textOf(key).includes(word))) return false;
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
    const asked = /^(statement|keys):/.test(select) ? select.slice(select.indexOf(":") + 1).split(" ") : [];
    const own = asked.filter((key) => F.statements.has(key));
    if (own.length) return new Set(own);
    const group = F.groupOf(select);
    if (group) return touching((ends) => ends.some((id) => group.members.includes(id)));
    const pair = select.split("~");
    const isPair = pair.length === 2 && pair.every((id) => F.nodes.has(id));
    return isPair ? touching((ends) => pair.every((id) => ends.includes(id))) : null;
  }

  /* That the address, as a link from another page, asks for what this page has not. */
  F.missing = ({ select }, view) => {
    if (!select || view.picked) return "";
    const names = select.split("~").map((id) => id.slice(id.indexOf(":") + 1).replaceAll("-", " "));
    return /^(statement|keys|coalition):/.test(select) ? "What is asked for is not on this page" : `Not on this page: ${names.join(" – ")}`;
  };

  /* `only` leaves out more than the filters do. */
  function look(only = () => true) {
    const shown = new Set(Array.from(F.statements.keys()).filter((key) => F.passes(key) && only(F.statements.get(key))));
    const choice = chosen();
    const picked = choice && new Set(Array.from(choice).filter((key) => shown.has(key) || (F.state.select === `statement:${key}` && only(F.statements.get(key)))));
    const near = new Set();
    const there = new Set();
    for (const key of shown) for (const id of F.statements.get(key).ends) there.add(id);
    for (const key of picked || shown) for (const id of F.statements.get(key).ends) near.add(id);
    if (choice) for (const id of F.state.select.split("~")) if (F.nodes.has(id)) near.add(id);
    if (choice) for (const id of F.groupOf(F.state.select)?.members || []) near.add(id);
    return { shown, picked, near, there };
  }

  /* The view of one of two sources that stand side by side, else the whole view. */
  F.half = (state, view, side) =>
    state.way === "split" && state.one && state.other && state.one !== state.other
      ? look((statement) => statement.source === state[side])
      : view;

  function toAddress() {
    const parameters = new URLSearchParams();
    const { state } = F;
    if (state.select) parameters.set("select", state.select);
    if (state.words) parameters.set("find", state.words);
    if (state.least) parameters.set("confidence", String(state.least));
    if (state.at) parameters.set("at", state.at);
    if (state.said) parameters.set("said", state.said);
    if (state.one && state.other) parameters.set("against", `${state.one}~${state.other}`);
    if (state.one && state.other && state.way !== start.way) parameters.set("way", state.way);
    if (state.colour) parameters.set("colour", state.colour);
    if (state.names) parameters.set("names", state.names);
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
    for (const name of ["at", "said"]) {
      const date = parameters.get(name) || "";
      state[name] = F.isDate(date) ? date : "";
    }
    const sources = (parameters.get("against") || "").split("~");
    if (sources.length === 2 && sources.every(F.isSource)) [state.one, state.other] = sources;
    state.way = F.WAYS.includes(parameters.get("way")) ? parameters.get("way") : start.way;
    state.colour = parameters.get("colour") === "coalitions" && F.data.coalitions ? "coalitions" : "";
    state.names = parameters.get("names") === "all" && F.data.first ? "all" : "";
    for (const facet of FACETS) {
      const without = parameters.get(`without-${facet}`);
      if (without !== null) state.off[facet] = new Set(without.split(" ").filter(Boolean));
    }
    F.change(state);
  };
  F.view = look();
})();
