"use strict";
/* How marks look: colours come from the style, the rest from the data. */
(() => {
  const F = window.Faultlines;
  const isLine = (node) => node.shape === "diamond";
  const coalition = new Map((F.data.coalitions || []).flatMap((ids, i) => ids.map((id) => [id, i % F.data.tones])));
  const byCoalition = () => F.state.colour === "coalitions";
  const bySource = () => F.state.way === "colour" && F.isAgainst(F.state);

  /* One thing at a time has colour: blocs and claimants, or coalitions, or the sources of edges. */
  function toneOf(node) {
    if (bySource()) return null;
    return byCoalition() ? (coalition.get(node.id) ?? null) : node.tone;
  }
  F.inkOf = (node) => {
    const tone = toneOf(node);
    return tone !== null ? `tone-${tone}` : isLine(node) ? "ink-line" : "ink-node";
  };
  F.inkOfHull = (hull) => (bySource() || byCoalition() ? "ink-node" : `tone-${hull.tone}`);

  /* vis-network sets labels below their node; these set them nearer, or above it. */
  const LINE = 1.2;
  function rise(node, size) {
    const { label, raised } = F.where(node.id);
    return raised ? -2 * node.size - LINE * size * label.split("\n").length - 8 : -6;
  }

  /* near: part of what is chosen or shown. Far nodes keep their place but step back. */
  F.nodeLook = (node, view, select) => {
    if (F.isIdle(node, view)) return { id: node.id, hidden: true };
    const near = view.near.has(node.id);
    const opacity = near ? 1 : view.picked ? 0.13 : 0.35;
    const ink = F.inkOf(node);
    const chosen = select === node.id;
    const hollow = node.cls === "Person";
    const size = F.labelSize(node.id);
    return {
      id: node.id,
      hidden: false,
      borderWidth: chosen ? 4 : hollow ? 3 : 1.5,
      color: {
        background: F.colour(hollow ? "paper" : ink, hollow ? 0.4 + 0.6 * near : opacity),
        border: chosen ? F.colour("text") : F.colour(hollow ? ink : "paper", hollow ? opacity : 1),
      },
      font: {
        size,
        vadjust: rise(node, size),
        color: F.colour("text", near ? 1 : view.picked ? 0.22 : 0.5),
        strokeColor: F.colour("paper", near ? 0.95 : 0),
        strokeWidth: near ? 4 : 0,
      },
    };
  };

  /* So many edges at most are named at once, fewer where the picture is small. */
  const labelled = () => (F.network && F.network.getScale() < 0.6 ? 3 : 14);
  /* vis-network 9.1 loses a slanted label whose edge is exactly level. */
  const slant = ({ from, to }) => {
    const [a, b] = [from, to].map((id) => F.at(id).y);
    return Math.abs(a - b) < 1 ? "horizontal" : "middle";
  };

  F.UNNAMED = " "; // vis-network keeps drawing a label that becomes empty
  const SIDES = { one: "ink-claim", other: "ink-derived", both: "ink-line" };
  const sideOf = (edge) => (F.state.way === "colour" ? F.sideOfEdge(edge, F.state) : "");
  F.inkOfEdge = (edge) => {
    return SIDES[sideOf(edge)] || `ink-${F.data.marks[edge.relation].ink}`;
  };
  F.edgeLook = (edge, view, alone = false) => {
    const statement = F.statements.get(edge.statement);
    const picked = view.picked?.has(edge.statement);
    const away = (!alone && F.isBundled(edge, view)) || F.isLoose(edge, view);
    if (away || !(view.shown.has(edge.statement) || picked)) return { id: edge.id, hidden: true, label: F.UNNAMED };
    const mark = F.data.marks[edge.relation];
    const denied = statement.polarity === "denied";
    const unsure = denied || statement.modality !== "asserted";
    const opacity = view.picked && !picked ? 0.04 : Math.min(1, (picked ? 0.15 : 0) + statement.opacity * (unsure ? 0.8 : 1));
    const dash = F.data.dashes[statement.modality] || [];
    const label = picked && view.picked.size <= labelled();
    const ink = F.inkOfEdge(edge);
    return {
      id: edge.id,
      hidden: false,
      width: mark.width * (picked ? 1.4 : 1) * (sideOf(edge) === "both" ? 1.6 : 1),
      color: { color: F.colour(ink, opacity), inherit: false },
      dashes: dash.length ? dash : false,
      arrows: {
        to: { enabled: true, type: mark.head === "full" ? "arrow" : "vee", scaleFactor: 0.45 },
        middle: { enabled: denied, type: "bar", scaleFactor: 0.55 },
      },
      label: label ? (edge.relation === "to" ? "is addressed to" : statement.words) : F.UNNAMED,
      font: label
        ? { size: F.readable(12), align: slant(edge), color: F.colour(ink), strokeColor: F.colour("paper", 0.95), strokeWidth: 4 }
        : { size: 12 },
    };
  };

  /* Seen from the lesser to the greater id a positive bend curves clockwise; turned round, the other way. */
  F.smooth = (edge) => {
    if (!edge.bend) return false;
    const clockwise = edge.bend > 0 === edge.from <= edge.to;
    return { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) };
  };
})();
