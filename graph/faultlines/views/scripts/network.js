"use strict";
/* The network, drawn by vis-network: painted as chosen, the whole of it in view, choices by pointer. */
(() => {
  const F = window.Faultlines;
  const { data } = F;
  const place = F.$("network");
  if (!place) return;

  const nodes = new vis.DataSet(
    data.nodes.map((node) => {
      const { x, y, label } = F.where(node.id);
      return { id: node.id, shape: node.shape, size: node.size, x, y, label };
    }),
  );
  const edges = new vis.DataSet(
    data.edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, smooth: F.smooth(edge) })),
  );
  const network = new vis.Network(place, { nodes, edges }, data.options);
  place.querySelector("canvas").setAttribute("aria-hidden", "true");
  F.network = network;

  function paint(state, view) {
    F.chooseLabels(view);
    nodes.update(data.nodes.map((node) => F.nodeLook(node, view, state.select)));
    edges.update(data.edges.map((edge) => F.edgeLook(edge, view)));
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

  network.on("click", (event) => {
    if (event.nodes.length) F.change({ select: event.nodes[0] });
    else if (event.edges.length) F.change({ select: `statement:${F.edges.get(event.edges[0]).statement}` });
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
    if (!moved) F.fit();
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
