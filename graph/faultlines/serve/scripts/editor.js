"use strict";
/* The start page: questions to begin with, running a query, its answer in three shapes, link and download. */
(() => {
  const F = window.Faultlines;
  const field = F.$("query");
  const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.5";
  const FORMATS = {
    rows: { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json", XML: "application/sparql-results+xml" },
    graph: { Turtle: "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json", "RDF/XML": "application/rdf+xml" },
  };
  const ENDS = { CSV: "csv", TSV: "tsv", JSON: "json", XML: "xml", Turtle: "ttl", "N-Triples": "nt", "JSON-LD": "jsonld", "RDF/XML": "rdf" };
  let answer = null;
  let show = "rows";
  let runs = 0;

  function fromTriples(text) {
    const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@(\S+))?/g;
    const columns = ["subject", "predicate", "object"];
    const rows = text.split("\n").filter(Boolean).map((line) => {
      const terms = Array.from(line.matchAll(TERM)).slice(0, 3).map((m) =>
        m[1] !== undefined ? { type: "uri", value: m[1] }
        : m[2] !== undefined ? { type: "bnode", value: `_:${m[2]}` }
        : { type: "literal", value: JSON.parse(`"${m[3].replace(/\\U[0-9A-Fa-f]{8}/g, "?")}"`), datatype: m[4] },
      );
      return Object.fromEntries(columns.map((column, i) => [column, terms[i]]));
    });
    return { columns, rows, triples: true };
  }
  function understood({ body, media }) {
    if (media === "application/n-triples") return fromTriples(body);
    const json = JSON.parse(body);
    if ("boolean" in json) return { columns: ["answer"], rows: [{ answer: { type: "literal", value: json.boolean ? "yes" : "no" } }] };
    return { columns: json.head.vars, rows: json.results.bindings };
  }

  async function draw() {
    for (const button of document.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === show));
      F.$(button.dataset.show).hidden = button.dataset.show !== show;
    }
    if (answer) await { rows: F.showRows, drawing: F.showDrawing, bars: F.showBars }[show](answer);
  }

  F.say = (text, wrong = false) => {
    const said = F.$("said");
    said.classList.toggle("wrong", wrong);
    said.textContent = text;
  };

  async function run() {
    F.say("…");
    remember();
    delete document.documentElement.dataset.answered;
    const start = performance.now();
    const mine = ++runs;
    try {
      const found = understood(await F.ask(field.value, ACCEPT));
      if (mine !== runs) return; // another query was run meanwhile
      answer = found;
    } catch (error) {
      if (mine !== runs) return;
      answer = null;
      for (const id of ["rows", "drawing", "bars"]) F.$(id).replaceChildren();
      F.say(error.message, true);
      document.documentElement.dataset.answered = "no";
      return;
    }
    const count = answer.rows.length;
    F.say(`${count} ${answer.triples ? "triple" : "row"}${count === 1 ? "" : "s"} in ${Math.round(performance.now() - start)} ms`);
    const formats = FORMATS[answer.triples ? "graph" : "rows"];
    F.$("format").replaceChildren(F.element("option", "…", { value: "" }), ...Object.keys(formats).map((name) => F.element("option", name, { value: name })));
    await draw();
    document.documentElement.dataset.answered = "yes";
  }

  /* The query and the shape in the address, so that a link brings both back. */
  function remember() {
    const parameters = new URLSearchParams({ query: field.value, ...(show === "rows" ? {} : { show }) });
    history.replaceState(null, "", `#${parameters}`);
  }
  function recall() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    if (["rows", "drawing", "bars"].includes(parameters.get("show"))) show = parameters.get("show");
    if (!parameters.get("query")) return false;
    field.value = parameters.get("query");
    return true;
  }

  F.run = run;
  F.onTheme(() => show === "drawing" && draw());
  F.$("run").addEventListener("click", run);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") run();
  });
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => {
      show = button.dataset.show;
      remember();
      draw();
    });
  }
  F.$("share").addEventListener("click", async () => {
    remember();
    try {
      await navigator.clipboard.writeText(location.href);
      F.$("share").textContent = "Copied";
    } catch {
      F.$("share").textContent = "The link is in the address bar";
    }
    setTimeout(() => (F.$("share").textContent = "Copy link"), 2500);
  });
  F.$("format").addEventListener("change", async () => {
    const name = F.$("format").value;
    if (!name) return;
    F.$("format").value = "";
    let kept;
    try {
      kept = await F.ask(field.value, FORMATS[answer?.triples ? "graph" : "rows"][name]);
    } catch (error) {
      F.say(error.message, true);
      return;
    }
    const { body, media } = kept;
    const link = F.element("a", "", { download: `answer.${ENDS[name]}`, href: URL.createObjectURL(new Blob([body], { type: media })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  addEventListener("hashchange", () => recall() && run());
  recall();
  run();
})();
