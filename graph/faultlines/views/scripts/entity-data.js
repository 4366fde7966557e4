"use strict";
/* What the page of any name stands on: the data, addresses, and how a statement is put into words. */
window.Faultlines = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);

  function element(tag, text = "", attributes = {}) {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  /* An id is kind:name, an address kind=name and after it the filters; a statement stands for itself by its words. */
  let filters = "";
  const address = (id) => `#${id.slice(0, id.indexOf(":"))}=${encodeURIComponent(id.slice(id.indexOf(":") + 1))}${filters}`;
  function parts() {
    try {
      const [name, ...rest] = location.hash.slice(1).split("&");
      return [decodeURIComponent(name), rest.join("&")];
    } catch {
      return ["", ""];
    }
  }
  function here() {
    const [text] = parts();
    const [, kind, plain] = /^([^=:]*)[=:](.*)$/s.exec(text) || [];
    return plain?.startsWith(`${kind}:`) ? plain : plain ? `${kind}:${plain}` : "";
  }
  const asked = () => new URLSearchParams(parts()[1]);
  const filter = (text) => (filters = text && `&${text}`);

  const label = (id) => data.entities[id]?.label ?? (id.startsWith("statement:") ? words(id.slice(10)) : id);
  function words(key) {
    const s = data.statements[key];
    return s ? `“${label(s.s)} ${data.relations[s.r].words} ${label(s.o)}”` : key;
  }
  const link = (id) => (data.entities[id] ? element("a", label(id), { href: address(id) }) : document.createTextNode(label(id)));
  const join = (parent, ids) => ids.forEach((id, i) => parent.append(i ? ", " : "", link(id)));

  const said = (s) => s.modality === undefined && s.polarity === undefined;
  const manner = (s) => [s.polarity, s.modality].filter(Boolean);

  const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

  return { plural, data, $, element, address, here, asked, filter, label, link, join, said, manner };
})();
