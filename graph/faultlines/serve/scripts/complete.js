"use strict";
/* Completion: prefixes, terms of the ontology and things, by their id or by their label. */
(() => {
  const F = window.Faultlines;
  const field = F.$("query");
  const list = F.$("completions");
  const MOST = 12;
  let known = [];
  let found = [];
  let at = 0;

  F.names.then((names) => {
    known = [
      ...Object.entries(names.terms).map(([id, label]) => ({ id, label })),
      ...Object.entries(names.things).map(([id, label]) => ({ id, label })),
      ...Object.entries(names.prefixes).map(([prefix, namespace]) => ({ id: `${prefix}:`, label: namespace })),
    ].map((item) => ({ ...item, words: `${item.id} ${item.label}`.toLowerCase() }));
  });

  /* The word before the cursor, or several where none of them alone is known. */
  function before() {
    const text = field.value.slice(0, field.selectionStart);
    return /[\p{L}\p{N}:_'’-]+$/u.exec(text)?.[0] || "";
  }
  function matches(word) {
    const wanted = word.toLowerCase();
    const score = (item) => {
      const local = item.id.slice(item.id.indexOf(":") + 1).toLowerCase();
      if (item.id.toLowerCase().startsWith(wanted) || item.label.toLowerCase().startsWith(wanted)) return 0;
      return local.startsWith(wanted) ? 1 : item.words.includes(wanted) ? 2 : 9;
    };
    return known
      .map((item) => ({ item, score: score(item) }))
      .filter((match) => match.score < 9)
      .sort((a, b) => a.score - b.score || a.item.label.length - b.item.label.length || (a.item.id < b.item.id ? -1 : 1))
      .slice(0, MOST)
      .map((match) => match.item);
  }

  function show(items) {
    found = items;
    at = 0;
    list.replaceChildren(
      ...items.map((item, i) => {
        const row = F.element("li", item.id, { role: "option", id: `completion-${i}`, "aria-selected": String(i === 0) });
        row.append(" ", F.element("small", item.label));
        row.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(item);
        });
        return row;
      }),
    );
    list.hidden = !items.length;
    if (items.length) field.setAttribute("aria-activedescendant", "completion-0");
    else field.removeAttribute("aria-activedescendant");
    const line = field.value.slice(0, field.selectionStart).split("\n").length;
    const height = parseFloat(getComputedStyle(field).lineHeight);
    list.style.setProperty("top", `${Math.min(line * height + 14 - field.scrollTop, field.clientHeight)}px`);
  }
  function move(step) {
    at = (at + step + found.length) % found.length;
    Array.from(list.children).forEach((row, i) => {
      row.setAttribute("aria-selected", String(i === at));
      if (i === at) row.scrollIntoView({ block: "nearest" });
    });
    field.setAttribute("aria-activedescendant", `completion-${at}`);
  }
  function take(item) {
    const end = field.selectionStart;
    field.setRangeText(item.id, end - before().length, end, "end");
    show([]);
    field.dispatchEvent(new Event("input"));
  }

  field.addEventListener("input", (event) => {
    const word = before();
    show(event.isTrusted && word.length > 2 && !/^\d/.test(word) ? matches(word) : []);
  });
  field.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === " ") {
      event.preventDefault();
      show(matches(before()));
    } else if (!list.hidden && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (!list.hidden && ["Enter", "Tab"].includes(event.key) && !event.ctrlKey) {
      event.preventDefault();
      take(found[at]);
    } else if (!list.hidden && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      show([]);
    }
  });
  field.addEventListener("blur", () => show([]));
})();
