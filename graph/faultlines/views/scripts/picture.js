"use strict";
/* The network as SVG, from the numbers and looks that the canvas is drawn with. */
(() => {
  const F = window.Faultlines;
  if (!F.network) return;
  const { data } = F;
  const LINE = 1.2;
  const FOOT = 30;

  function svg(tag, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }
  const path = (...parts) => parts.map((p) => (typeof p === "number" ? Math.round(p * 10) / 10 : p)).join(" ");
  const { at } = F;
  const closed = (points) => `${points.map(([x, y], i) => path(i ? "L" : "M", x, y)).join("")}Z`;

  function towards(from, to, distance) {
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
  }

  /* What a click chooses, where the picture stands in the page. */
  function group(choice, parts) {
    const made = svg("g", { "data-pick": choice });
    made.append(...parts);
    return parts.length ? [made] : [];
  }
  const strands = () => {
    const groups = F.groups(F.drawn, F.state);
    const numbered = F.numbered(F.drawn, groups);
    return F.strands.flatMap((strand) => {
      const look = F.strandLook(strand, F.drawn, groups, numbered);
      return look.hidden ? [] : group(F.strandChoice(strand.id), edge(look, look, look.smooth));
    });
  };
  function edge(known, look = F.edgeLook(known, F.drawn), smooth = F.smooth(known)) {
    if (look.hidden) return [];
    const [from, to] = [F.nodes.get(known.from), F.nodes.get(known.to)];
    const via = F.bow(at(known.from), at(known.to), smooth);
    const start = towards(at(known.from), via, from.size);
    const tip = towards(at(known.to), via, to.size + 2);
    const base = towards(tip, via, 9);
    const [dx, dy] = [(tip.x - base.x) / 9, (tip.y - base.y) / 9];
    const ink = { stroke: look.color.color, fill: "none", "stroke-width": look.width };
    const notch = look.arrows.to.type === "vee" ? ["L", base.x + dx * 3, base.y + dy * 3] : [];
    const drawn = [
      svg("path", {
        ...ink,
        d: path("M", start.x, start.y, "Q", via.x, via.y, base.x, base.y),
        ...(look.dashes ? { "stroke-dasharray": look.dashes.join(" ") } : {}),
      }),
      svg("path", {
        fill: look.color.color,
        d: path("M", tip.x, tip.y, "L", base.x - dy * 3.5, base.y + dx * 3.5, ...notch, "L", base.x + dy * 3.5, base.y - dx * 3.5, "Z"),
      }),
    ];
    const middle = { x: (start.x + 2 * via.x + base.x) / 4, y: (start.y + 2 * via.y + base.y) / 4 };
    if (look.arrows.middle.enabled) {
      const [cx, cy] = [tip.x - start.x, tip.y - start.y];
      const length = Math.hypot(cx, cy) || 1;
      const [nx, ny] = [(-cy / length) * 6, (cx / length) * 6];
      drawn.push(svg("path", { ...ink, "stroke-width": 2.4, d: path("M", middle.x - nx, middle.y - ny, "L", middle.x + nx, middle.y + ny) }));
    }
    if (look.label.trim()) drawn.push(text(look.label, middle.x, middle.y - 4, look.font.size, look.font));
    return drawn;
  }

  const FORMS = {
    square: (r) => [[-r, -r], [r, -r], [r, r], [-r, r]],
    diamond: (r) => [[0, -r], [r, 0], [0, r], [-r, 0]],
    triangle: (r) => [[0, -r], [0.87 * r, 0.6 * r], [-0.87 * r, 0.6 * r]],
    hexagon: (r) => [0, 1, 2, 3, 4, 5].map((i) => [r * Math.cos((i * Math.PI) / 3), r * Math.sin((i * Math.PI) / 3)]),
  };
  function node(known) {
    const look = F.nodeLook(known, F.drawn, F.state.select);
    if (look.hidden) return [];
    const { x, y } = at(known.id);
    const r = known.size;
    const ink = { fill: look.color.background, stroke: look.color.border, "stroke-width": look.borderWidth };
    const form = FORMS[known.shape];
    const mark = form
      ? svg("path", { ...ink, d: closed(form(r).map(([dx, dy]) => [x + dx, y + dy])) })
      : svg("circle", { ...ink, cx: x, cy: y, r });
    const rings = F.ringsOf(known).map(({ tone, sure }, i, all) => {
      const round = 2 * Math.PI * (r + 3.5);
      const share = round / all.length;
      return svg("circle", {
        cx: x, cy: y, r: r + 3.5, fill: "none", stroke: F.colour(`tone-${tone}`, sure ? 1 : 0.45), "stroke-width": 4,
        "stroke-dasharray": path(share - 2, round - share + 2), "stroke-dashoffset": path(round / 4 - i * share),
      });
    });
    const { label, raised } = F.where(known.id);
    const lines = label.split("\n");
    const size = F.labelSize(known.id);
    if (size <= 1) return [...rings, mark];
    const top = raised ? y - r - 4 - size * LINE * lines.length : y + r + 2;
    const labels = lines.map((line, i) => text(line, x, top + size * (0.9 + i * LINE), size, look.font));
    return [...rings, mark, ...labels];
  }

  function text(words, x, y, size, font) {
    return svg("text", {
      x: path(x), y: path(y), "font-size": size, "font-family": data.face, "text-anchor": "middle", fill: font.color,
      stroke: font.strokeColor, "stroke-width": font.strokeWidth, "stroke-linejoin": "round", "paint-order": "stroke",
    }, words);
  }

  function hull(known) {
    const colour = F.mix(F.inkOfHull(known), 0.12);
    const { x, y } = F.hullLabel(known);
    const label = text(known.name, x, y, F.hullFontSize(), { color: F.mix(F.inkOfHull(known), 0.65, "text"), strokeColor: "none", strokeWidth: 0 });
    label.setAttribute("font-weight", "bold");
    const ink = { fill: colour, stroke: colour, "stroke-width": 2 * data.hull.pad, "stroke-linejoin": "round" };
    return [svg("path", { ...ink, d: closed(F.hullOutline(known)) }), label];
  }

  F.picture = (footed = true) => {
    const { left, top, right, bottom } = F.extent();
    const [width, height] = [Math.ceil(right - left), Math.ceil(bottom - top) + FOOT];
    const root = svg("svg", { viewBox: path(left, top, width, height), width, height, role: "img" });
    root.append(svg("title", {}, document.title));
    root.append(svg("rect", { x: left, y: top, width, height, fill: F.colour("paper") }));
    root.append(
      ...data.hulls.flatMap((known) => group(`bloc:${known.id}`, hull(known))),
      ...data.edges.flatMap((known) => group(`statement:${known.statement}`, edge(known))),
      ...strands(),
      ...data.nodes.flatMap((known) => group(known.id, node(known))),
    );
    if (!footed) return root;
    const foot = text(`${document.title} · ${F.$("shown").textContent}`, left + 12, bottom + FOOT - 12, 12, { color: F.colour("muted"), strokeColor: "none", strokeWidth: 0 });
    foot.setAttribute("text-anchor", "start");
    root.append(foot);
    return root;
  };
})();
