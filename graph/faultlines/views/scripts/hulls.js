"use strict";
/* What vis-network does not draw: hulls of blocs below the network, their names and the rings of claimants above it. */
(() => {
  const F = window.Faultlines;
  const { data, network } = F;
  if (!network) return;

  const isBack = (hull) => F.drawn.picked !== null && !hull.members.some((id) => F.drawn.near.has(id));

  function drawHull(context, hull) {
    context.beginPath();
    F.hullOutline(hull).forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    const colour = F.mix(F.inkOfHull(hull), isBack(hull) ? 0.05 : 0.12);
    Object.assign(context, { lineJoin: "round", lineWidth: 2 * data.hull.pad, strokeStyle: colour, fillStyle: colour });
    context.stroke();
    context.fill();
  }

  function drawName(context, hull) {
    const { x, y } = F.hullLabel(hull);
    Object.assign(context, { font: F.hullFont(), textAlign: "center", textBaseline: "alphabetic", lineJoin: "round" });
    if (!isBack(hull)) {
      Object.assign(context, { lineWidth: 4, strokeStyle: F.colour("paper", 0.9) });
      context.strokeText(hull.name, x, y);
    }
    context.fillStyle = isBack(hull) ? F.colour(F.inkOfHull(hull), 0.4) : F.mix(F.inkOfHull(hull), 0.65, "text");
    context.fillText(hull.name, x, y);
  }

  /* A ring stands for statements that start without an edge of their own: it is there while one of them passes the
     filters, and pale while none that does says it to be so. */
  const contests = data.edges.filter((edge) => edge.relation === "contestedBy");
  F.ringsOf = (node) =>
    node.rings.flatMap((tone) => {
      const own = contests.filter(({ from, to, statement }) => from === node.id && F.nodes.get(to).tone === tone && F.passes(statement, "relation"));
      return own.length ? [{ tone, sure: own.some(({ statement }) => F.statements.get(statement).modality === "asserted") }] : [];
    });

  function drawRings(context, node) {
    const { x, y } = F.at(node.id);
    const rings = F.ringsOf(node);
    const share = (2 * Math.PI) / rings.length;
    const gap = rings.length > 1 ? 0.06 : 0;
    const opacity = F.drawn.near.has(node.id) ? 1 : F.drawn.picked ? 0.13 : 0.4;
    rings.forEach(({ tone, sure }, i) => {
      context.beginPath();
      context.arc(x, y, node.size + 3.5, i * share - Math.PI / 2 + gap, (i + 1) * share - Math.PI / 2 - gap);
      Object.assign(context, { lineWidth: 4, strokeStyle: F.colour(`tone-${tone}`, opacity * (sure ? 1 : 0.45)) });
      context.stroke();
    });
  }

  network.on("beforeDrawing", (context) => data.hulls.forEach((hull) => drawHull(context, hull)));
  network.on("afterDrawing", (context) => {
    for (const node of data.nodes) if (node.rings.length && !F.isIdle(node, F.drawn)) drawRings(context, node);
    data.hulls.forEach((hull) => drawName(context, hull));
  });
})();
