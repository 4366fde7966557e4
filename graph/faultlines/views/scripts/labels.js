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

  /* In a network too large to be seen at once, only the busiest are drawn, and whatever is near to what is chosen. */
  const { head } = F.data;
  const busiest = head
    ? new Set(F.data.nodes.slice().sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1)).slice(0, head).map(({ id }) => id))
    : null;
  const isBeyond = (node, view) => busiest !== null && !busiest.has(node.id) && !(view.picked && view.near.has(node.id));
  F.isLoose = (edge, view) => busiest !== null && [edge.from, edge.to].some((id) => isBeyond(F.nodes.get(id), view));

  /* Without a shown statement and outside every hull, a node is not drawn. */
  F.isIdle = (node, view) => isBeyond(node, view) || (!view.there.has(node.id) && !view.near.has(node.id) && !inHull.has(node.id));

  F.labelSize = (id) => sizes.get(id) || F.nodes.get(id).font.size;
  F.readable = (size) => Math.max(size, READABLE / (F.network ? F.network.getScale() : 1));

  F.meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  F.labelBox = (node) => (F.labelSize(node.id) > HIDDEN && !F.isIdle(node, F.drawn) ? box(node, F.labelSize(node.id)) : null);

  function box(node, size) {
    const { x, y } = F.network.getPosition(node.id);
    const { label, box: known, raised } = F.where(node.id);
    const lines = label.split("\n");
    const longest = Math.max(...lines.map((line) => line.length));
    const widest = F.data.crowd ? Infinity : (known[0] * size) / node.font.size; // a crowd's boxes hold no names
    const half = Math.min(widest, longest * size * 0.36) + 2;
    const height = lines.length * size * LINE;
    const top = raised ? y - node.size - height - 3 : y + node.size + 2;
    return { left: x - half, right: x + half, top, bottom: top + height };
  }
  F.disc = (node) => {
    const { x, y } = F.network.getPosition(node.id);
    return { left: x - node.size, right: x + node.size, top: y - node.size, bottom: y + node.size };
  };

  /* Names near to what is chosen come first, then the busiest. */
  F.chooseLabels = (view) => {
    const scale = F.network.getScale();
    sizes = new Map();
    const nodes = F.data.nodes.filter((node) => !F.isIdle(node, view));
    if (nodes.every((node) => node.font.size * scale >= LEAST)) return;
    const rank = (node) => (view.near.has(node.id) ? 1000 : 0) + node.size;
    const taken = F.data.hulls.map((hull) => F.hullLabel(hull).box);
    for (const node of nodes.sort((a, b) => rank(b) - rank(a))) {
      const size = F.readable(node.font.size);
      const wanted = box(node, size);
      if (taken.some((other) => F.meet(other, wanted))) {
        sizes.set(node.id, HIDDEN);
      } else {
        sizes.set(node.id, size);
        taken.push(wanted, F.disc(node));
      }
    }
  };
})();
