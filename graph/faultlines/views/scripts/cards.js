"use strict";
/* What a reader sees of one statement: made when somebody comes to see it, since a page may hold thousands. */
(() => {
  const F = window.Faultlines;
  const { element } = F;
  const UNSURE = { polarity: "affirmed", modality: "asserted" };
  const manner = (statement) => Object.keys(UNSURE).map((facet) => statement[facet]).filter((word) => !Object.values(UNSURE).includes(word));

  function told(references) {
    const made = element("dd", "");
    references.forEach(([text, said, key], i) => {
      if (i) made.append(element("br", ""));
      made.append(key ? element("button", text, { type: "button", class: "pick", "data-pick": `statement:${key}` }) : text);
      if (said) made.append(" ", element("small", said));
    });
    return made;
  }

  /* It leads to what else it says, where there is such a page. */
  const isTold = document.querySelector('.bar nav a[href="sources.html"]') !== null;
  function source(s) {
    const text = [s.title, s.dated].filter(Boolean).join(", ");
    const made = element("dd", isTold ? "" : text);
    if (isTold) made.append(element("a", text, { href: `sources.html#source=${encodeURIComponent(s.source)}` }));
    return made;
  }

  /* And to the passage itself. */
  const isCovered = document.querySelector('.bar nav a[href="coverage.html"]') !== null;
  function passage(s) {
    const made = element("dd", isCovered ? "" : s.characters);
    if (isCovered) made.append(element("a", s.characters, { href: `coverage.html#statement:${s.key}`, title: "The passage in the document" }));
    return made;
  }

  function make(key) {
    const s = F.statements.get(key);
    const words = manner(s);
    const card = element("li", "", {
      class: `card ink-${F.data.marks[s.relation].ink}${words.length ? " unsure" : ""}${s.rule ? " concluded" : ""}`,
      "data-key": key,
    });
    const claim = element("button", "", { type: "button", class: "claim" });
    claim.append(element("b", s.subject), " ", element("i", s.words), " ", element("b", s.object));
    card.append(claim);
    for (const word of [...words, ...(s.rule ? ["concluded by a rule"] : [])]) card.append(element("span", word, { class: "tag" }));
    if (s.quotation) card.append(element("blockquote", s.quotation));
    for (const note of [s.note, s.rule]) if (note) card.append(element("p", note, { class: "note" }));
    const list = element("dl", "");
    const line = (title, text) => list.append(element("dt", title), text instanceof Element ? text : element("dd", text));
    if (!s.rule) {
      line("Said by", [s.who, s.day].filter(Boolean).join(", "));
      line("Source", source(s));
      if (s.characters) line("Characters", passage(s));
    }
    for (const [title, text] of s.qualifiers || []) line(title, text);
    if (s.period) line("Holds", s.period);
    for (const [title, references] of s.references || []) line(title, told(references));
    line("Meant as", `${words.length ? words.join(", ") : "affirmed, asserted"} · confidence ${s.confidence}`);
    card.append(list);
    return card;
  }

  const made = new Map();
  F.cards = {
    keys: () => F.statements.keys(),
    get(key) {
      if (!made.has(key) && F.statements.has(key)) made.set(key, make(key));
      return made.get(key);
    },
  };

  /* All that a card says, for the search. */
  F.textOf = (key) => {
    const s = F.statements.get(key);
    const more = [...(s.qualifiers || []).flat(), ...(s.references || []).flat(3)];
    const names = s.ends.flatMap((id) => F.nodes.get(id).names);
    return [s.subject, s.words, s.object, ...manner(s), s.quotation, s.note, s.rule, s.who, s.day, s.title, s.dated, s.period, ...more, ...names]
      .filter(Boolean)
      .join(" ")
      .toLowerCase();
  };
})();
