"use strict";
/* The network, drawn by vis-network: painted as chosen, the whole of it in view, choices by pointer. */
(() => {
  const F = window.Faultlines;
  const { data } = F;
  const place = F.$("network");
  if (!place) return;
  const LEGIBLE = 0.7;
  const MANY = 150;

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
    nodes.update(data.nodes.map((node) => F.nodeLook(node, view, state.select)));
    edges.update(data.edges.map((edge) => F.edgeLook(edge, view)));
  }
  F.onChange(paint);
  F.onTheme(() => {
    F.forgetColours();
    paint(F.state, F.view);
    network.redraw();
  });

  /* The whole picture; legibly, only as much of it as leaves every label readable. */
  let moved = false;
  F.fit = (legibly = false) => {
    const { left, top, right, bottom } = F.extent();
    const whole = Math.min(place.clientWidth / (right - left), place.clientHeight / (bottom - top));
    const scale = Math.min(1.5, legibly && nodes.length <= MANY ? Math.max(whole, LEGIBLE) : whole);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
    moved = false;
  };
  const zoom = (factor) => {
    network.moveTo({ scale: network.getScale() * factor });
    moved = true;
  };
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
  network.on("zoom", () => (moved = true));
  network.on("resize", () => {
    if (F.turned()) {
      nodes.update(data.nodes.map(({ id }) => ({ id, ...F.where(id) })));
      paint(F.state, F.view);
      moved = false;
    }
    if (!moved) F.fit(true);
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
