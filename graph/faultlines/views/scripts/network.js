"use strict";
/* The network, drawn by vis-network: painted as chosen, the whole of it in view, choices by pointer. */
(() => {
  const F = window.Faultlines;
  const { data } = F;
  const place = F.$("network");
  if (!place) return;

  /* Only what looks different from before is handed to vis-network, which takes long over thousands of edges. */
  const looks = new Map();
  const changed = (list) =>
    list.filter((look) => {
      const text = JSON.stringify(look);
      if (looks.get(look.id) === text) return false;
      looks.set(look.id, text);
      return true;
    });

  const nodes = new vis.DataSet(
    data.nodes.map((node) => {
      const { x, y, label } = F.where(node.id);
      return { id: node.id, shape: node.shape, size: node.size, x, y, label };
    }),
  );
  const first = changed(data.edges.map((edge) => F.edgeLook(edge, F.view)));
  const edges = new vis.DataSet([
    ...data.edges.map((edge, i) => ({ ...first[i], from: edge.from, to: edge.to, smooth: F.smooth(edge) })),
    ...F.strands.map(({ id, from, to }) => ({ id, from, to, hidden: true })),
  ]);
  const network = new vis.Network(place, { nodes, edges }, data.options);
  place.querySelector("canvas").setAttribute("aria-hidden", "true");
  F.network = network;

  F.drawn = F.view;
  function paint(state, whole) {
    const view = F.half(state, whole, "one");
    F.drawn = view;
    F.chooseLabels(view);
    nodes.update(changed(data.nodes.map((node) => F.nodeLook(node, view, state.select))));
    const groups = F.groups(view, state);
    const numbered = F.numbered(view, groups);
    const strands = F.strands.map((strand) => F.strandLook(strand, view, groups, numbered));
    edges.update(changed([...data.edges.map((edge) => F.edgeLook(edge, view)), ...strands]));
    F.onPaint?.();
  }
  F.onChange(paint);
  let moved = false;
  const repaint = () => paint(F.state, F.view);
  F.fit = () => {
    for (const turn of [0, 1]) { // names grow in a small picture, so that what it takes up depends on its scale
      const { left, top, right, bottom } = F.extent();
      const scale = Math.min(1.5, place.clientWidth / (right - left), place.clientHeight / (bottom - top));
      if (!(scale > 0)) return; // not on the screen
      network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
      if (!turn) F.chooseLabels(F.view);
    }
    moved = false;
    repaint();
  };
  const zoom = (factor) => {
    network.moveTo({ scale: network.getScale() * factor });
    moved = true;
    repaint();
  };
  F.onTheme(() => {
    repaint();
    network.redraw();
  });
  F.$("in").addEventListener("click", () => zoom(1.3));
  F.$("out").addEventListener("click", () => zoom(1 / 1.3));
  F.$("fit").addEventListener("click", () => F.fit());

  const chosen = (id) => (F.edges.has(id) ? `statement:${F.edges.get(id).statement}` : F.strandChoice(id));
  network.on("click", (event) => {
    if (event.nodes.length) F.change({ select: event.nodes[0] });
    else if (event.edges.length) F.change({ select: chosen(event.edges[0]) });
    else if (F.state.select) F.change({ select: "" });
  });
  network.on("doubleClick", () => F.fit());
  network.on("dragEnd", () => (moved = true));
  let waiting = 0;
  network.on("zoom", () => {
    moved = true;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(repaint);
  });
  network.on("resize", () => {
    if (F.turned()) {
      nodes.update(data.nodes.map(({ id }) => ({ id, ...F.where(id) })));
      moved = false;
    }
    if (!moved) requestAnimationFrame(() => F.fit()); // after this event, vis-network sets a scale of its own
  });

  /* A turning wheel scrolls the page; with Ctrl it zooms. */
  let hiding;
  const onWheel = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    F.$("hint").hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => (F.$("hint").hidden = true), 900);
  };
  place.addEventListener("wheel", onWheel, { capture: true, passive: true });
})();
