"use strict";
/* An answer as a network: each row joins its first two things; of triples, subject and object. */
(() => {
  const F = window.Faultlines;
  const MOST = 300;

  function edgesOf(answer) {
    const ends = answer.columns.filter((column) => answer.rows.some((row) => ["uri", "bnode"].includes(row[column]?.type)));
    const [from, middle, to] = answer.triples ? answer.columns : ends.length > 2 ? ends : [ends[0], null, ends[1]];
    if (!from || !to) return null;
    return answer.rows
      .filter((row) => row[from] && row[to] && (row[to].type !== "literal" || answer.triples))
      .slice(0, MOST)
      .map((row) => ({ from: F.text(row[from]), to: F.text(row[to]), label: middle ? F.text(row[middle]).replace(/^fl:/, "") : "" }));
  }

  /* Names as large as they can be read at any scale, the busiest first, none over a busier one or its dot. */
  function name(network, nodes, lines) {
    const scale = Math.min(network.getScale(), 1.2);
    const [letter, dot] = [13 / scale, 5 / scale];
    const places = network.getPositions();
    const taken = [];
    const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    const looks = nodes.get({ order: (a, b) => b.degree - a.degree }).map(({ id, label }) => {
      const { x, y } = places[id];
      const half = label.length * letter * 0.29;
      const box = [x - half, y + dot * 1.2, x + half, y + dot * 1.2 + letter * 1.3];
      const free = !taken.some((other) => meet(other, box));
      taken.push([x - dot, y - dot, x + dot, y + dot], ...(free ? [box] : []));
      return { id, size: dot, font: { size: free ? letter : 0 } };
    });
    nodes.update(looks);
    const few = lines.length <= 14 || network.getScale() > 0.9;
    lines.update(lines.getIds().map((id) => ({ id, width: 1 / scale, font: { size: few ? 11 / scale : 0 } })));
  }

  F.showDrawing = async (answer) => {
    const place = F.$("drawing");
    const edges = edgesOf(answer);
    if (!edges?.length) {
      place.replaceChildren(F.element("p", answer.rows.length ? "A network needs two columns of things, or triples." : "Nothing was found.", { class: "prose empty" }));
      return;
    }
    const { things, signs } = await F.names;
    const ink = ({ label }) => ({ "1": "ink-plus", "-1": "ink-minus" })[signs[`fl:${label}`]] || "ink-zero";
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const font = { color: colour("text"), strokeWidth: 4, strokeColor: colour("paper"), size: 14 };
    const ids = Array.from(new Set(edges.flatMap((edge) => [edge.from, edge.to])));
    const shorter = (text) => (text.length > 34 ? `${text.slice(0, 33)}…` : text);
    const degree = (id) => edges.filter(({ from, to }) => from === id || to === id).length;
    const nodes = new vis.DataSet(
      ids.map((id) => ({ id, label: shorter(things[id] || id), shape: "dot", font, color: colour("ink-node"), degree: degree(id) })),
    );
    const lines = new vis.DataSet(
      edges.map((edge) => ({ ...edge, arrows: { to: { enabled: true, scaleFactor: 0.5 } }, color: colour(ink(edge)), font })),
    );
    place.replaceChildren();
    const network = new vis.Network(
      place,
      { nodes, edges: lines },
      { layout: { randomSeed: 1 }, physics: { stabilization: { iterations: 200 }, barnesHut: { springLength: 150, avoidOverlap: 0.4 } }, interaction: { zoomView: true } },
    );
    const nameAll = () => name(network, nodes, lines);
    network.once("stabilizationIterationsDone", () => {
      network.setOptions({ physics: false });
      network.fit();
      nameAll();
      network.fit();
    });
    network.on("zoom", nameAll);
    network.on("dragEnd", nameAll);
    network.on("doubleClick", ({ nodes: [id] }) => {
      if (id && things[id]) location.href = `id/${id.replace(":", "/")}`;
    });
    F.network = network;
  };
})();
