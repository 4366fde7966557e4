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

  F.showDrawing = async (answer) => {
    const place = F.$("drawing");
    const edges = edgesOf(answer);
    if (!edges?.length) {
      place.replaceChildren(F.element("p", "A network needs two columns of things, or triples.", { class: "prose" }));
      return;
    }
    const { things, signs } = await F.names;
    const ink = ({ label }) => ({ "1": "ink-plus", "-1": "ink-minus" })[signs[`fl:${label}`]] || "ink-zero";
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const font = { color: colour("text"), strokeWidth: 4, strokeColor: colour("paper"), size: 14 };
    const ids = Array.from(new Set(edges.flatMap((edge) => [edge.from, edge.to])));
    const nodes = ids.map((id) => ({ id, label: (things[id] || id).slice(0, 60), shape: "dot", size: 11, font, color: colour("ink-node") }));
    place.replaceChildren();
    const network = new vis.Network(
      place,
      {
        nodes: new vis.DataSet(nodes),
        edges: new vis.DataSet(
          edges.map((edge) => ({ ...edge, arrows: { to: { enabled: true, scaleFactor: 0.5 } }, color: colour(ink(edge)), font: { ...font, size: 11 } })),
        ),
      },
      { layout: { randomSeed: 1 }, physics: { stabilization: { iterations: 200 }, barnesHut: { springLength: 150, avoidOverlap: 0.4 } }, interaction: { zoomView: true } },
    );
    network.once("stabilizationIterationsDone", () => {
      network.setOptions({ physics: false });
      network.fit();
    });
    network.on("doubleClick", ({ nodes: [id] }) => {
      if (id && things[id]) location.href = `id/${id.replace(":", "/")}`;
    });
    F.network = network;
  };
})();
