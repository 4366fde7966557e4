"use strict";
/* The network, drawn by vis-network: painted as chosen, the whole of it in view, choices by pointer. */
(() => {
  const F = window.Faultlines;
  const { data } = F;
  const place = F.$("network");
  if (!place) return;

  /* vis-network takes long over thousands of marks: it is given what is drawn, and again only what looks different. */
  const given = new Map();
  F.given = (id) => given.has(id);
  function news(looks, wholeOf) {
    const found = [];
    for (const look of looks) {
      const before = given.get(look.id);
      const text = JSON.stringify(look);
      if (before === text || (before === undefined && look.hidden)) continue;
      found.push(before === undefined ? { ...wholeOf(look.id), ...look } : look);
      given.set(look.id, text);
    }
    return found;
  }
  function wholeNode(id) {
    const { shape, size } = F.nodes.get(id);
    const { x, y, label } = F.where(id);
    return { shape, size, x, y, label };
  }
  function wholeEdge(id) {
    const edge = F.edges.get(id);
    return edge ? { from: edge.from, to: edge.to, smooth: F.smooth(edge) } : {};
  }

  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(place, { nodes, edges }, data.options);
  place.querySelector("canvas").setAttribute("aria-hidden", "true");
  place.querySelector(".vis-network").tabIndex = -1; // one stop for the keyboard, and it is the one with a name
  F.network = network;

  /* Of how many names how many are drawn, where that is not all of them. */
  function tell(view) {
    if (!F.$("drawn")) return;
    const there = data.nodes.filter((node) => view.there.has(node.id) || view.near.has(node.id)).length;
    const now = data.nodes.filter((node) => !F.isIdle(node, view)).length;
    const lines = new Set(data.edges.filter((edge) => view.shown.has(edge.statement) && !F.isLoose(edge, view)).map((edge) => edge.statement));
    F.$("drawn").textContent = now < there ? `drawn: ${lines.size} of them, between ${now} of ${there} names, the busiest first` : "";
    const all = F.state.names === "all";
    F.$("names").hidden = !all && now === there;
    F.$("names").textContent = all ? "Draw the busiest" : `Draw ${data.most ? Math.min(data.most, there) : "all"}`;
  }
  F.$("names")?.addEventListener("click", () => F.change({ names: F.state.names === "all" ? "" : "all" }));

  F.drawn = F.view;
  function paint(state, whole) {
    const view = F.half(state, whole, "one");
    F.drawn = view;
    F.chooseLabels(view);
    nodes.update(news(data.nodes.map((node) => F.nodeLook(node, view, state.select)), wholeNode));
    const groups = F.groups(view, state);
    const numbered = F.numbered(view, groups);
    const strands = F.strands.map((strand) => F.strandLook(strand, view, groups, numbered));
    edges.update(news([...data.edges.map((edge) => F.edgeLook(edge, view)), ...strands], wholeEdge));
    tell(view);
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
  /* What is drawn of a crowd changes with the choice: the whole of it comes into view, unless one has moved the picture. */
  let before = "";
  F.onChange((state, view) => {
    if (!data.first) return;
    const now = data.nodes.filter((node) => !F.isIdle(node, view)).map(({ id }) => id).join();
    if (before && before !== now && !moved) F.fit();
    before = now;
  });
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
  /* One finger scrolls the page, as everywhere, and moves the picture sideways; two move it anywhere. */
  const middle = ({ touches: [one, other] }) => other && { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 };
  let centre;
  for (const kind of ["touchstart", "touchend", "touchcancel"]) place.addEventListener(kind, (event) => (centre = middle(event)), { passive: true });
  const onTouchMove = (event) => {
    const [before, now] = [centre, (centre = middle(event))];
    if (!before || !now) return;
    const [{ x, y }, scale] = [network.getViewPosition(), network.getScale()];
    network.moveTo({ position: { x: x - (now.x - before.x) / scale, y: y - (now.y - before.y) / scale } });
    moved = true;
  };
  place.addEventListener("touchmove", onTouchMove, { passive: true });
  let from = ""; // a swipe that scrolls the page begins like one that moves the picture
  const view = () => JSON.stringify(network.getViewPosition());
  network.on("dragStart", () => (from = view()));
  network.on("dragEnd", ({ nodes: dragged }) => (moved ||= dragged.length > 0 || view() !== from));
  let waiting = 0;
  network.on("zoom", () => {
    moved = true;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(repaint);
  });
  network.on("resize", () => {
    if (F.turned()) {
      nodes.update(data.nodes.filter(({ id }) => given.has(id)).map(({ id }) => ({ id, ...F.where(id) })));
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
