"use strict";
/* What the other scripts of the editor stand on: how an element is made, and how the server is asked. */
window.Faultlines = (() => {
  const $ = (id) => document.getElementById(id);

  function element(tag, text = "", attributes = {}) {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  const names = fetch("api/names").then((response) => response.json());

  async function ask(query, accept) {
    const response = await fetch("sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: accept },
      body: query,
    });
    const body = await response.text();
    if (!response.ok) throw new Error(body.trim() || response.statusText);
    return { body, media: response.headers.get("content-type").split(";")[0] };
  }

  let prefixes = [];
  names.then((known) => {
    prefixes = Object.entries(known.prefixes).sort((a, b) => b[1].length - a[1].length);
  });
  function short(iri) {
    const found = prefixes.find(([, namespace]) => iri.startsWith(namespace));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  }

  return { $, element, names, ask, short };
})();
