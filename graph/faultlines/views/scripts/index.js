"use strict";
/* Going from the first page to any name or source; the rest of a long list. */
(() => {
  const { names, sources } = JSON.parse(document.getElementById("data").textContent);
  const known = [
    ...names.map(([id, label, cls, aliases]) => ({
      label, kind: cls.replace(/(?<=[a-z])([A-Z])/g, " $1").toLowerCase(), words: [label, ...aliases].join(" ").toLowerCase(),
      href: `entity.html#${id.replace(":", "=")}`,
    })),
    ...sources.map(([id, title]) => ({ label: title, kind: "source", words: `${title} ${id}`.toLowerCase(), href: `sources.html#source=${encodeURIComponent(id)}` })),
  ];
  const input = document.getElementById("go");
  const list = document.getElementById("gone");

  function matches() {
    const wanted = input.value.trim().toLowerCase();
    if (!wanted) return [];
    const rank = (one) => (one.label.toLowerCase().startsWith(wanted) ? 0 : one.words.includes(wanted) ? 1 : 9);
    return known.map((one, i) => ({ one, i, rank: rank(one) })).filter((m) => m.rank < 9).sort((a, b) => a.rank - b.rank || a.i - b.i).slice(0, 9).map((m) => m.one);
  }
  input.addEventListener("input", () => {
    const found = matches();
    list.replaceChildren(
      ...found.map((one) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = one.href;
        link.textContent = one.label;
        const kind = document.createElement("small");
        kind.textContent = one.kind;
        item.append(link, " ", kind);
        return item;
      }),
    );
    list.hidden = !found.length;
  });
  input.addEventListener("keydown", (event) => {
    const [first] = matches();
    if (event.key === "Enter" && first) location.href = first.href;
    if (event.key === "Escape") list.hidden = true;
    if (event.key === "ArrowDown" && !list.hidden) list.querySelector("a").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== input) {
      event.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".more");
    if (!button) return;
    for (const item of button.parentElement.querySelectorAll("li[hidden]")) item.hidden = false;
    button.remove();
  });
})();
