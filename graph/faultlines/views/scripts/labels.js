"use strict";
/* Which names are written, and how large. Where the picture is too small for all of them, the names that matter most
   are written large enough to read, the others as the reader comes nearer: none ever lies over another. */
(() => {
  const F = window.Faultlines;
  const LEAST = 9;
  const READABLE = 11;
  const HIDDEN = 1;
  const LINE = 1.2;
  const inHull = new Set(F.data.hulls.flatMap((hull) => hull.members));
  let sizes = new Map();

  /* Of a crowd only the busiest in what passes the filters are drawn, unless one asks for all, and whatever is near to
     a choice; of a multitude never all. */
  const { first, most = Infinity } = F.data;
  const drawn = new WeakMap();
  const top = (counts, count) => {
    const order = Array.from(counts).sort(([a, m], [b, n]) => n - m || F.nodes.get(b).size - F.nodes.get(a).size || (a < b ? -1 : 1));
    return new Set(order.slice(0, count).map(([id]) => id));
  };
  function countsOf(keys) {
    const counts = new Map();
    for (const key of keys) for (const id of F.statements.get(key).ends) counts.set(id, (counts.get(id) || 0) + 1);
    return counts;
  }
  function drawnOf(view) {
    if (!drawn.has(view)) {
      const counts = countsOf(view.shown);
      const limit = F.state.names === "all" ? most : first;
      const near = view.picked ? top(countsOf(view.picked), most) : new Set();
      for (const id of F.state.select.split("~")) if (view.near.has(id)) near.add(id);
      drawn.set(view, { near, head: counts.size > limit ? top(counts, limit) : null });
    }
    return drawn.get(view);
  }
  const isBeyond = (node, view) => {
    if (!first) return false;
    const { head, near } = drawnOf(view);
    return head !== null && !head.has(node.id) && !near.has(node.id);
  };
  F.isLoose = (edge, view) => {
    if (!first) return false;
    const { head, near } = drawnOf(view);
    if (head === null) return false;
    const all = view.picked?.has(edge.statement) ? (id) => head.has(id) || near.has(id) : (id) => head.has(id);
    return !all(edge.from) || !all(edge.to);
  };

  /* Without a shown statement and outside every hull, a node is not drawn. */
  F.isIdle = (node, view) => isBeyond(node, view) || (!view.there.has(node.id) && !view.near.has(node.id) && !inHull.has(node.id));

  F.labelSize = (id) => sizes.get(id) || F.nodes.get(id).font.size;
  F.readable = (size) => Math.max(size, READABLE / (F.network ? F.network.getScale() : 1));

  /* Whether the layout has kept room for the name: of a crowd only for the busiest. */
  const EDGE = 10;
  F.isNamed = (id) => {
    const [, above, below] = F.where(id).box;
    return Math.max(above, below) > F.nodes.get(id).size + EDGE;
  };

  F.meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  F.labelBox = (node) => (F.labelSize(node.id) > HIDDEN && !F.isIdle(node, F.drawn) ? box(node, F.labelSize(node.id)) : null);

  function box(node, size) {
    const { x, y } = F.at(node.id);
    const { label, box: known, raised } = F.where(node.id);
    const lines = label.split("\n");
    const longest = Math.max(...lines.map((line) => line.length));
    const widest = F.isNamed(node.id) ? (known[0] * size) / node.font.size : Infinity;
    const half = Math.min(widest, longest * size * 0.36) + 2;
    const height = lines.length * size * LINE;
    const top = raised ? y - node.size - height - 3 : y + node.size + 2;
    return { left: x - half, right: x + half, top, bottom: top + height };
  }
  F.disc = (node) => {
    const { x, y } = F.at(node.id);
    return { left: x - node.size, right: x + node.size, top: y - node.size, bottom: y + node.size };
  };

  /* What is chosen comes first, then names near to it, then the busiest. */
  F.chooseLabels = (view) => {
    const scale = F.network.getScale();
    sizes = new Map();
    const nodes = F.data.nodes.filter((node) => !F.isIdle(node, view));
    if (nodes.every((node) => F.isNamed(node.id) && node.font.size * scale >= LEAST)) return;
    const chosen = F.state.select.split("~");
    const rank = (node) => (chosen.includes(node.id) ? 2000 : view.near.has(node.id) ? 1000 : 0) + node.size;
    const taken = F.data.hulls.map((hull) => F.hullLabel(hull).box);
    for (const node of nodes.sort((a, b) => rank(b) - rank(a))) {
      const fits = (size) => !taken.some((other) => F.meet(other, box(node, size)));
      const size = [F.readable(node.font.size), Math.max(node.font.size, LEAST / scale)].find(fits); // rather small than not at all
      sizes.set(node.id, size || HIDDEN);
      if (size) taken.push(box(node, size), F.disc(node));
    }
  };
})();
