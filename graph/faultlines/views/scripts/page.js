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

  /* Rows of columns, as pack.py made them. */
  function unpack({ count, columns }) {
    const rows = Array.from({ length: count }, () => ({}));
    for (const [name, { rows: there, values, table, at }] of Object.entries(columns)) {
      (values || at.map((i) => table[i])).forEach((value, i) => (rows[there ? there[i] : i][name] = value));
    }
    return rows;
  }

  const [least, most] = data.opacity;
  data.nodes = unpack(data.nodes);
  for (const node of data.nodes) {
    node.names ??= [];
    node.text ??= "";
    node.tone ??= null;
    node.rings ??= [];
    node.raised ??= false;
  }
  const statements = unpack(data.statements);
  for (const statement of statements) {
    statement.modality ??= "asserted";
    statement.polarity ??= "affirmed";
    statement.also ??= [];
    statement.family = data.families[statement.relation];
    statement.opacity = least + (most - least) * statement.confidence;
    statement.ends = [];
  }
  data.edges = unpack(data.edges);
  for (const edge of data.edges) {
    const statement = statements[edge.statement];
    edge.statement = statement.key;
    edge.id ??= statement.key;
    edge.relation ??= statement.relation;
    edge.bend ??= 0;
    statement.ends.push(edge.from, edge.to);
  }

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
    statements: new Map(statements.map((statement) => [statement.key, statement])),
    hulls: byId(data.hulls),
    narrow: () => matchMedia("(max-width: 900px)").matches,
  };
})();
