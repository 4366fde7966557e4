"use strict";
/* What every other script of the page stands on: the data, and how an element is made. Text is set as text, always. */
window.Faultlines = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (list) => new Map(list.map((item) => [item.id, item]));

  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  const cards = new Map(all(".card").map((card) => [card.dataset.key, card]));
  const [least, most] = data.opacity;
  for (const node of data.nodes) {
    node.names ??= [];
    node.text ??= "";
    node.tone ??= null;
    node.rings ??= [];
    node.raised ??= false;
  }
  for (const edge of data.edges) {
    edge.statement ??= edge.id;
    edge.bend ??= 0;
  }
  for (const [key, statement] of Object.entries(data.statements)) {
    statement.modality ??= "asserted";
    statement.polarity ??= "affirmed";
    statement.also ??= [];
    statement.family = data.families[statement.relation];
    statement.opacity = least + (most - least) * statement.confidence;
    statement.words = cards.get(key).querySelector(".claim i").textContent;
    statement.ends = [];
  }
  for (const { statement, from, to } of data.edges) data.statements[statement].ends.push(from, to);

  /* The part of the address after "#", which notebooks may not let us touch. */
  function readAddress() {
    try {
      return new URLSearchParams(location.hash.slice(1));
    } catch {
      return new URLSearchParams();
    }
  }

  function writeAddress(parameters) {
    const text = parameters.toString();
    try {
      history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    } catch {
      /* inside srcdoc there is no address to write */
    }
  }

  /* The bar may take two lines; what sticks below it has to know. */
  const measure = () => document.documentElement.style.setProperty("--bar", `${document.querySelector(".bar").offsetHeight}px`);
  measure();
  addEventListener("resize", measure);

  return {
    data,
    $,
    all,
    element,
    readAddress,
    writeAddress,
    nodes: byId(data.nodes),
    edges: byId(data.edges),
    statements: new Map(Object.entries(data.statements)),
    hulls: byId(data.hulls),
    cards,
    narrow: () => matchMedia("(max-width: 900px)").matches,
  };
})();
