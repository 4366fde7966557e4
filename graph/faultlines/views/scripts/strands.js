"use strict";
/* Two nodes with many statements between them: a few strands with their numbers, one for each direction and ink, until
   one chooses the two or a statement between them; then every statement is drawn. */
(() => {
  const F = window.Faultlines;
  const ASIDE = 0.22;
  const REACH = 0.8;
  const SIZE = 13;

  const pairOf = (edge) => [edge.from, edge.to].sort().join("~");
  const pairs = new Map();
  for (const edge of F.data.edges) {
    const pair = pairOf(edge);
    if (edge.from === edge.to) continue;
    if (!pairs.has(pair)) pairs.set(pair, []);
    pairs.get(pair).push(edge);
  }
  for (const [pair, edges] of pairs) if (edges.length <= F.data.strand) pairs.delete(pair);
  const bundle = new Map(Array.from(pairs).flatMap(([pair, edges]) => edges.map((edge) => [edge.id, pair])));

  /* Whether every statement between two nodes is drawn, since it is them that the reader asks about. */
  function isOpen(pair, state, view) {
    const { select } = state;
    if (select.includes("~")) return select.split("~").sort().join("~") === pair;
    if (!view.picked || !/^(statement|keys):/.test(select)) return false;
    return pairs.get(pair).some((edge) => view.picked.has(edge.statement));
  }
  F.isBundled = (edge, view) => bundle.has(edge.id) && !isOpen(bundle.get(edge.id), F.state, view);

  /* Strands that the style of the moment needs, most of all: one for each direction and ink, or side of a comparison. */
  const inks = (edges) => new Set(edges.map((edge) => F.data.marks[edge.relation].ink)).size;
  F.strands = Array.from(pairs).flatMap(([pair, edges]) =>
    Array.from({ length: 2 * Math.max(3, inks(edges)) }, (_, i) => {
      const [from, to] = pair.split("~");
      return { id: `strand:${pair}:${i}`, pair, from, to, place: i };
    }),
  );

  /* Pair → its groups of shown edges, in the order in which they lie beside each other. */
  F.groups = (view, state) => {
    const found = new Map();
    for (const [pair, edges] of pairs) {
      const groups = new Map();
      for (const edge of isOpen(pair, state, view) ? [] : edges) {
        if (F.isLoose(edge, view) || !(view.shown.has(edge.statement) || view.picked?.has(edge.statement))) continue;
        const name = `${edge.from} ${F.inkOfEdge(edge)}`;
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(edge);
      }
      found.set(pair, Array.from(groups.keys()).sort().map((name) => groups.get(name)));
    }
    return found;
  };

  const same = (values) => (new Set(values).size === 1 ? values[0] : undefined);

  /* Which way the strand at a place among the groups runs. */
  function runOf(all, place) {
    const bend = all.length > 1 ? (place - (all.length - 1) / 2) * Math.min(ASIDE, REACH / all.length) : 0;
    const [{ from, to }] = all[place];
    return { from, to, smooth: F.smooth({ from, to, bend }) };
  }

  const widthOf = (group) => 1.4 + 0.9 * Math.log2(group.length);

  /* vis-network draws a line to within its arrowhead, which it makes so long beyond three widths of the line. */
  const HEAD = 15 * 0.45;
  const ARROW = 0.9;
  const ROOM = 3;
  function short(point, towards, distance) {
    const length = Math.hypot(towards.x - point.x, towards.y - point.y) || 1;
    return { x: point.x + ((towards.x - point.x) * distance) / length, y: point.y + ((towards.y - point.y) * distance) / length };
  }

  const isBack = (group, view) => view.picked && !group.some((edge) => view.picked.has(edge.statement));

  /* The strands whose number lies over no name and no other number, the thickest first. */
  F.numbered = (view, groups) => {
    const nodes = F.data.nodes.filter((node) => !F.isIdle(node, view));
    const taken = nodes.flatMap((node) => [F.labelBox(node), F.disc(node)]).filter(Boolean);
    taken.push(...F.data.hulls.map((hull) => F.hullLabel(hull).box));
    const size = F.readable(SIZE);
    const found = new Set();
    const known = F.strands.filter(({ pair, place }) => groups.get(pair)[place]?.length > 1);
    const count = ({ pair, place }) => groups.get(pair)[place].length;
    for (const strand of known.sort((a, b) => count(b) - count(a))) {
      const all = groups.get(strand.pair);
      if (isBack(all[strand.place], view)) continue;
      const run = runOf(all, strand.place);
      const [a, b] = [run.from, run.to].map((id) => F.at(id));
      const via = F.bow(a, b, run.smooth);
      const end = short(b, via, F.nodes.get(run.to).size + ARROW * (HEAD + 3 * widthOf(all[strand.place])));
      const [x, y] = ["x", "y"].map((axis) => (a[axis] + 2 * via[axis] + end[axis]) / 4);
      const half = String(count(strand)).length * size * 0.35 + ROOM;
      const box = { left: x - half, right: x + half, top: y - 0.5 * size - ROOM, bottom: y + 0.5 * size + ROOM };
      if (taken.some((other) => F.meet(other, box))) continue;
      taken.push(box);
      found.add(strand.id);
    }
    return found;
  };

  /* What one strand looks like; hidden where it has no group. */
  F.strandLook = (strand, view, groups, numbered) => {
    const all = groups.get(strand.pair);
    const group = all[strand.place];
    if (!group) return { id: strand.id, hidden: true, label: F.UNNAMED };
    const run = runOf(all, strand.place);
    if (group.length === 1) return { ...F.edgeLook(group[0], view, true), id: strand.id, ...run };
    const statements = group.map((edge) => F.statements.get(edge.statement));
    const ink = F.inkOfEdge(group[0]);
    const opacity = isBack(group, view) ? 0.04 : statements.reduce((sum, { opacity }) => sum + opacity, 0) / statements.length;
    return {
      id: strand.id,
      ...run,
      hidden: false,
      width: widthOf(group),
      color: { color: F.colour(ink, opacity), inherit: false },
      dashes: (F.data.dashes[same(statements.map(({ modality }) => modality))] || []).length
        ? F.data.dashes[statements[0].modality]
        : false,
      arrows: {
        to: { enabled: true, type: "arrow", scaleFactor: 0.45 },
        middle: { enabled: same(statements.map(({ polarity }) => polarity)) === "denied", type: "bar", scaleFactor: 0.55 },
      },
      label: numbered.has(strand.id) ? String(group.length) : F.UNNAMED,
      font: { size: F.readable(SIZE), align: "horizontal", color: F.colour(ink), strokeColor: F.colour("paper", 0.95), strokeWidth: 5 },
    };
  };

  /* What a click on a strand chooses. */
  F.strandChoice = (id) => {
    const strand = F.strands.find((known) => known.id === id);
    const group = F.groups(F.drawn, F.state).get(strand.pair)[strand.place] || [];
    return group.length === 1 ? `statement:${group[0].statement}` : strand.pair;
  };
})();
