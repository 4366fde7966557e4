"use strict";
/* Any name by the address: its statements, its history, its neighbours. */
(() => {
  const F = window.Faultlines;
  const { data, $, element } = F;
  const keys = Object.keys(data.statements);
  const uses = new Map();
  for (const key of keys) {
    const s = data.statements[key];
    for (const id of new Set([s.s, s.o, ...(s.by || []), ...(s.via || []), ...(s.about || []), ...(s.to || [])])) {
      if (!uses.has(id)) uses.set(id, []);
      uses.get(id).push(key);
    }
  }
  const { plural } = F;
  const names = Object.entries(data.entities).map(([id, e]) => ({ id, ...e, words: [e.label, ...(e.aliases || [])].join(" ").toLowerCase() }));

  const told = document.querySelector('.bar nav a[href="sources.html"]');
  const covered = document.querySelector('.bar nav a[href="coverage.html"]');
  function card(key) {
    const s = data.statements[key];
    const item = element("div", "", { class: `card ink-${data.relations[s.r].ink}${F.said(s) ? "" : " unsure"}${s.rule ? " concluded" : ""}`, "data-key": key });
    const claim = element("div", "", { class: "claim" });
    claim.append(F.link(s.s), " ", element("i", (s.polarity === "denied" ? "not: " : "") + data.relations[s.r].words), " ", F.link(s.o));
    for (const word of F.manner(s)) claim.append(element("span", word, { class: "tag" }));
    item.append(claim);
    if (s.quotation) item.append(element("blockquote", `“${s.quotation}”`));
    if (s.note) item.append(element("p", s.note));
    if (s.rank) item.append(element("p", `Rank: ${s.rank}`));
    for (const [field, title] of Object.entries(data.qualifiers)) {
      if (!s[field]) continue;
      const line = element("p", `${title}: `);
      F.join(line, s[field]);
      item.append(line);
    }
    for (const [field, title] of Object.entries(data.references)) {
      if (!s[field]) continue;
      const others = s[field].map((one) => F.label(one.includes(":") ? one : `statement:${one}`)).join("; ");
      item.append(element("p", `${title}: ${others}`));
    }
    const line = element("p", "", { class: "said" });
    if (s.rule) line.append(`concluded by a rule: ${s.rule}`);
    else {
      F.join(line, s.by || []);
      if (s.via) {
        line.append(", reported by ");
        F.join(line, s.via);
      }
      const source = data.sources[s.source];
      if (source) line.append(" · ", told ? element("a", source.title, { href: `sources.html#source=${encodeURIComponent(s.source)}` }) : source.title, `, ${source.date}`);
      if (s.at) line.append(", characters ", covered ? element("a", s.at, { href: `coverage.html#statement:${key}`, title: "The passage in the document" }) : s.at);
    }
    const when = [s.said_on && `said ${s.said_on}`, s.since && `since ${s.since}`, s.until && `until ${s.until}`].filter(Boolean);
    line.append([...(when.length ? [""] : []), ...when, `confidence ${s.c}`].join(" · ").replace(/^(?! )/, when.length ? "" : " · "));
    item.append(line);
    return item;
  }

  const BLOCKS = [
    ["By it", (s, id) => s.s === id && !s.rule],
    ["Of it", (s, id) => s.o === id && s.s !== id && !s.rule],
    ["With it as topic or addressee", (s, id) => s.s !== id && s.o !== id && [...(s.about || []), ...(s.to || [])].includes(id)],
    ["Said or passed on by it", (s, id) => s.s !== id && s.o !== id && [...(s.by || []), ...(s.via || [])].includes(id) && ![...(s.about || []), ...(s.to || [])].includes(id)],
    ["Concluded by rules", (s, id) => s.rule && (s.s === id || s.o === id)],
  ];

  function blocks(id, mine) {
    const made = [];
    for (const [title, test] of BLOCKS) {
      const own = mine.filter((key) => test(data.statements[key], id));
      if (!own.length) continue;
      const section = document.createElement("section");
      const heading = element("h2", `${title} `);
      heading.append(element("small", String(own.length)));
      const order = (key) => data.relations[data.statements[key].r].words;
      own.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
      section.append(heading, ...own.map(card));
      made.push(section);
    }
    $("blocks").replaceChildren(...made);
  }

  /* "until 2026" is not "2026", nor is "since 2021": only what begins and ends then is written without a word. */
  const period = ({ since, until }) =>
    since && until ? (since === until ? since : `${since}–${until}`) : since ? `since ${since}` : until ? `until ${until}` : "";

  /* What has a date of its own: when it held or happened, else when it was said. */
  function history(mine) {
    const dated = mine
      .map((key) => ({ key, s: data.statements[key] }))
      .filter(({ s }) => s.since || s.until || s.said_on)
      .map(({ key, s }) => ({ key, s, day: s.since || s.until || s.said_on }))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    $("history").hidden = !dated.length;
    $("history").querySelector("ol").replaceChildren(
      ...dated.map(({ s, day }) => {
        const item = document.createElement("li");
        const text = document.createElement("span");
        text.append(F.link(s.s), ` ${s.polarity === "denied" ? "not: " : ""}${data.relations[s.r].words} `, F.link(s.o));
        for (const word of F.manner(s)) text.append(element("span", word, { class: "tag" }));
        item.append(element("time", period(s) || `said ${day}`), text);
        return item;
      }),
    );
  }

  /* Whoever types an address by hand writes a name as it is spoken. */
  const byWords = new Map(names.flatMap((n) => [n.label, ...(n.aliases || [])].map((word) => [word.toLowerCase(), n.id])).reverse());
  const meant = (id) => (data.entities[id] ? id : byWords.get(id.slice(id.indexOf(":") + 1).toLowerCase()) || id);

  function show(asked) {
    const id = meant(asked);
    const known = data.entities[id];
    $("directory").hidden = Boolean(known);
    $("entity").hidden = !known;
    if (!known) return F.directory(names, uses);
    document.title = `${known.label} · Faultlines`;
    $("label").textContent = known.label;
    $("kind").textContent = [known.cls, known.aliases && `also: ${known.aliases.join(", ")}`, known.wikidata && `Wikidata ${known.wikidata}`].filter(Boolean).join(" · ");
    $("text").textContent = known.text || "";
    $("within").replaceChildren();
    for (const [field, title] of [["within", "Belongs to"], ["near", "Close in meaning"]]) {
      if (!known[field]) continue;
      $("within").append(`${title}: `);
      F.join($("within"), known[field]);
      $("within").append(". ");
    }
    for (const role of new Set(Object.values(data.sources).flatMap((source) => Object.keys(source.of)))) {
      const made = Object.entries(data.sources).filter(([, source]) => source.of[role]?.includes(id));
      made.forEach(([name, source], i) => $("within").append(i ? "; " : `${role}: `, told ? element("a", source.title, { href: `sources.html#source=${encodeURIComponent(name)}` }) : source.title));
      if (made.length) $("within").append(". ");
    }
    for (const anchor of document.querySelectorAll("#elsewhere a")) {
      anchor.hidden = !known.on?.includes(data.charts.indexOf(anchor.dataset.page));
      anchor.href = `${anchor.dataset.page}.html#select=${encodeURIComponent(id)}`;
    }
    const mine = (uses.get(id) || []).filter(F.passes);
    $("count").textContent = plural(mine.length, "statement");
    F.drawNeighbours(id, mine);
    history(mine);
    blocks(id, mine);
  }

  /* Going to a name by its first letters. */
  const found = $("found");
  const matches = (text) => {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    const rank = (n) => (n.label.toLowerCase().startsWith(wanted) ? 0 : n.words.includes(wanted) ? 1 : 9);
    return names.filter((n) => rank(n) < 9).sort((a, b) => rank(a) - rank(b) || (uses.get(b.id) || []).length - (uses.get(a.id) || []).length).slice(0, 9);
  };
  const go = (id) => {
    found.hidden = true;
    $("search").value = "";
    location.hash = F.address(id);
    $("main").focus({ preventScroll: true });
  };
  $("search").addEventListener("input", () => {
    const list = matches($("search").value);
    found.replaceChildren(
      ...list.map((n) => {
        const button = element("button", n.label, { type: "button" });
        button.append(" ", element("small", n.cls));
        button.addEventListener("click", () => go(n.id));
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
    found.hidden = !list.length;
  });
  $("search").addEventListener("keydown", (event) => {
    const [first] = matches($("search").value);
    if (event.key === "Enter" && first) go(first.id);
    if (event.key === "Escape") found.hidden = true;
    if (event.key === "ArrowDown" && !found.hidden) found.querySelector("button").focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".search")) found.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.matches?.("input")) {
      event.preventDefault();
      $("search").focus();
    }
  });

  addEventListener("hashchange", () => {
    F.restoreFilters();
    show(F.here());
    scrollTo(0, 0);
  });
  F.show = show;
  F.restoreFilters();
  show(F.here());
})();
