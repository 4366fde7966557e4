"use strict";
/* A name amid its neighbours: those with most statements in a ring, each line in the colour of what is said. */
(() => {
  const F = window.Faultlines;
  /* On a phone fewer neighbours with names that can be read; elsewhere as many as have room. */
  const phone = matchMedia("(max-width: 600px)");
  const sizes = () => (phone.matches ? { most: 10, wide: 400, longest: 16, reach: [95, 85, 80] } : { most: 22, wide: 860, longest: 34, reach: [230, 170, 110] });
  const svg = (tag, attributes, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  };

  /* What is said to be so decides the colour; without it, what is expected, possible, conditional or wanted. What is
     denied counts, but has no colour. */
  function neighbours(id, keys) {
    const found = new Map();
    for (const key of keys) {
      const s = F.data.statements[key];
      const other = s.s === id ? s.o : s.o === id ? s.s : null;
      if (!other || other === id || !F.data.entities[other]) continue;
      const known = found.get(other) || { id: other, count: 0, sure: [], unsure: [] };
      known.count += 1;
      if (F.said(s)) known.sure.push(s.sign || 0);
      else if (s.polarity !== "denied") known.unsure.push(s.sign || 0);
      found.set(other, known);
    }
    for (const known of found.values()) {
      const signs = known.sure.length ? known.sure : known.unsure;
      known.plus = signs.filter((sign) => sign > 0).length;
      known.minus = signs.filter((sign) => sign < 0).length;
    }
    return Array.from(found.values()).sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  }

  /* As much of a name as there is room for; the whole of it stands in the link's own name. */
  const pen = document.createElement("canvas").getContext("2d");
  function fit(text, room, font = '13px Arial, "Liberation Sans", sans-serif') {
    pen.font = font;
    if (pen.measureText(text).width <= room) return text;
    let n = text.length - 1;
    while (n > 1 && pen.measureText(`${text.slice(0, n)}…`).width > room) n -= 1;
    return `${text.slice(0, n).trimEnd()}…`;
  }
  const cut = (text, longest) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

  F.drawNeighbours = (id, keys) => {
    const all = neighbours(id, keys);
    const { most, wide, longest, reach: reaches } = sizes();
    const shown = all.slice(0, most).sort((a, b) => a.plus - a.minus - (b.plus - b.minus) || b.count - a.count);
    const place = F.$("picture");
    place.hidden = F.$("svg").hidden = !shown.length;
    if (!shown.length) return;
    const reach = reaches[shown.length > 12 ? 0 : shown.length > 5 ? 1 : 2];
    const high = 2 * reach + 100;
    const picture = svg("svg", { viewBox: `0 0 ${wide} ${high}`, role: "group" });
    const [cx, cy] = [wide / 2, high / 2];
    const lines = svg("g", {});
    const names = svg("g", {});
    shown.forEach((n, i) => {
      const angle = -Math.PI / 2 + (2 * Math.PI * (i + 0.5)) / shown.length;
      const [x, y] = [cx + reach * Math.cos(angle), cy + reach * Math.sin(angle)];
      const ink = n.plus && n.minus ? "both" : n.plus ? "plus" : n.minus ? "minus" : "zero";
      const width = Math.min(1.2 + 1.3 * Math.sqrt(n.count), 9).toFixed(1);
      lines.append(svg("path", { class: `${ink}${n.sure.length ? "" : " hollow"}`, d: `M${cx} ${cy}L${x.toFixed(0)} ${y.toFixed(0)}`, "stroke-width": width }));
      const anchor = svg("a", { href: F.address(n.id), "aria-label": `${F.label(n.id)}, ${n.count} statements` });
      const right = Math.cos(angle) >= 0;
      anchor.append(
        svg("circle", { cx: x.toFixed(0), cy: y.toFixed(0), r: Math.min(5 + Math.sqrt(n.count), 11).toFixed(1) }),
        svg("text", { x: (x + (right ? 13 : -13)).toFixed(0), y: (y + 4).toFixed(0), "text-anchor": right ? "start" : "end" }, fit(cut(F.label(n.id), longest), (right ? wide - x : x) - 17)),
      );
      names.append(anchor);
    });
    picture.append(lines, names, svg("circle", { cx, cy, r: 15 }), svg("text", { class: "centre", x: cx, y: cy - 22, "text-anchor": "middle" }, fit(cut(F.label(id), 34), wide - 8, 'bold 16px Arial, "Liberation Sans", sans-serif')));
    const more = all.length > most ? ` The ${most} of ${all.length} neighbours with most statements.` : "";
    const text = `Blue: with, for. Orange: against. Violet, broken: both are said. Grey: neither. Dotted: nothing is said to be so, only denied, expected, possible, conditional or wanted.${more}`;
    place.replaceChildren(picture, F.element("figcaption", text));
  };

  phone.addEventListener("change", () => F.show(F.here()));
  F.$("svg").addEventListener("click", () => {
    const picture = F.$("picture").querySelector("svg");
    if (!picture) return;
    const copy = picture.cloneNode(true);
    const dress = (to, from) => {
      const look = getComputedStyle(from);
      for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "font-weight", "paint-order"]) to.setAttribute(name, look.getPropertyValue(name));
      Array.from(from.children).forEach((child, i) => dress(to.children[i], child));
    };
    /* Whatever the screen has: a file goes on paper and into other documents. */
    const { dataset } = document.documentElement;
    const before = dataset.theme;
    dataset.theme = "light";
    dress(copy, picture);
    const ground = svg("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.documentElement).getPropertyValue("--raised").trim() });
    if (before) dataset.theme = before;
    else delete dataset.theme;
    copy.prepend(ground);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const link = F.element("a", "", { download: `${F.here().replace(":", "-")}.svg` });
    link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
})();
