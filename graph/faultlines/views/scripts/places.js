"use strict";
/* Where things lie in the picture: the arrangement for a wide or a tall screen, boxes of names, outlines of blocs. */
(() => {
  const F = window.Faultlines;
  const { data } = F;
  const place = F.$("network");
  if (!place) return;

  place.classList.toggle("flat", !data.tall); // nothing to gain from a tall frame

  const isTall = () => place.clientWidth / Math.max(1, place.clientHeight) < 0.95;
  let tall = isTall();
  F.turned = () => {
    const before = tall;
    tall = isTall();
    return tall !== before;
  };

  F.where = (id) => {
    const node = F.nodes.get(id);
    const [x, y, label, box, raised] = tall && data.tall ? data.tall[id] : [node.x, node.y, node.label, node.box, node.raised];
    return { x, y, label, box, raised };
  };

  /* Where it lies now: what has not been drawn yet lies where it will. */
  F.at = (id) => (F.network && F.given(id) ? F.network.getPosition(id) : F.where(id));

  /* What a node takes up with its label, wherever it has been dragged to. */
  F.boxOf = (id) => {
    const { x, y } = F.at(id);
    const [half, above, below] = F.where(id).box;
    return { left: x - half, right: x + half, top: y - above, bottom: y + below };
  };

  /* Convex hull of points, by Andrew's monotone chain. */
  function convex(points) {
    const ordered = points.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    const chain = (list) => {
      const out = [];
      for (const point of list) {
        while (out.length > 1 && turn(out[out.length - 2], out[out.length - 1], point) <= 0) out.pop();
        out.push(point);
      }
      return out.slice(0, -1);
    };
    return chain(ordered).concat(chain(ordered.reverse()));
  }

  const corners = (b) => [b.left, b.right].flatMap((x) => [b.top, b.bottom].map((y) => [x, y]));
  F.hullOutline = (hull) => convex(hull.members.map(F.boxOf).flatMap(corners));

  const measure = document.createElement("canvas").getContext("2d");
  F.hullFontSize = () => F.readable(data.hull.font);
  F.hullFont = () => `bold ${F.hullFontSize()}px ${data.face}`;
  F.hullLabel = (hull) => {
    const points = F.hullOutline(hull);
    const xs = points.map((p) => p[0]);
    const x = (Math.min(...xs) + Math.max(...xs)) / 2;
    const y = Math.min(...points.map((p) => p[1])) - data.hull.pad - 5;
    measure.font = F.hullFont();
    const half = measure.measureText(hull.name).width / 2;
    return { x, y, box: { left: x - half, right: x + half, top: y - F.hullFontSize(), bottom: y + 3 } };
  };

  /* What an edge curves towards, by the rule that vis-network has for curvedCW and curvedCCW. */
  F.bow = (a, b, smooth) => {
    if (!smooth) return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const turn = smooth.type === "curvedCW" ? smooth.roundness : -smooth.roundness;
    const angle = Math.atan2(a.y - b.y, b.x - a.x) + (turn + 1) * 0.5 * Math.PI;
    const reach = (smooth.roundness + 1) * 0.5 * Math.hypot(b.x - a.x, b.y - a.y);
    return { x: a.x + reach * Math.sin(angle), y: a.y + reach * Math.cos(angle) };
  };

  /* What the whole picture takes up. */
  F.extent = () => {
    const nodes = data.nodes.filter((node) => !F.isIdle(node, F.view));
    const boxes = nodes.flatMap((node) => [F.boxOf(node.id), F.labelBox(node)]).filter(Boolean);
    for (const hull of data.hulls) boxes.push(F.hullLabel(hull).box);
    const side = (name, most) => most(...boxes.map((box) => box[name]));
    const margin = data.hulls.length ? data.hull.pad + 6 : 10;
    return {
      left: side("left", Math.min) - margin,
      top: side("top", Math.min) - margin,
      right: side("right", Math.max) + margin,
      bottom: side("bottom", Math.max) + margin,
    };
  };
})();
