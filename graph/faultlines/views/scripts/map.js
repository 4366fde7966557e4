"use strict";
/* The map: which sheet is seen, which part of it, and how a reader moves about. */
(() => {
  const F = window.Faultlines;
  const { looks, places, homes } = F.data.chart;
  const chart = F.$("chart");
  const NEAREST = 24;
  const FIRST = Object.keys(looks)[0];
  const sheets = F.all(".sheet", chart);
  const listeners = [];
  const map = { look: FIRST, sheet: "", box: [0, 0, 1, 1] };
  F.map = map;

  /* Listeners hear of every move; `map.unit` is how many units of the sheet one pixel of the screen is. */
  F.onMove = (listener) => listeners.push(listener);
  function move(box, sheet = map.sheet) {
    const turned = sheet !== map.sheet;
    map.box = box;
    map.sheet = sheet;
    chart.setAttribute("viewBox", box.map((side) => Math.round(side * 10) / 10).join(" "));
    const { width, height } = chart.getBoundingClientRect();
    map.unit = Math.max(box[2] / (width || 1), box[3] / (height || 1));
    for (const group of sheets) group.toggleAttribute("hidden", group.dataset.sheet !== sheet);
    for (const listener of listeners) listener(turned);
  }

  F.look = (name) => {
    map.look = looks[name] ? name : FIRST;
    const { sheet, box } = looks[map.look];
    move(box, sheet);
    note();
  };
  F.fit = () => F.look(FIRST);
  const rounded = (box) => box.map((side) => Math.round(side * 10) / 10);
  const seen = () => (rounded(map.box).join() === rounded(looks[map.look].box).join() ? null : rounded(map.box));
  const note = F.partsBy(() => map.look, FIRST, seen);
  const first = [F.askedPart(), F.askedSeen(4)];
  F.onChange(note);
  function open(name, box) {
    F.look(name);
    if (box && box[2] > 0 && box[3] > 0) move(box);
  }
  addEventListener("hashchange", () => open(F.askedPart(), F.askedSeen(4)), { capture: true });

  /* Larger or smaller round a point of the screen, the middle without one; never beyond what can be seen. */
  function zoom(factor, at) {
    const [x, y, width, height] = map.box;
    const whole = looks[map.look].box[2];
    const share = Math.min(Math.max(factor, width / whole / 1.6), (NEAREST * width) / whole);
    const [px, py] = at || [x + width / 2, y + height / 2];
    move([px - (px - x) / share, py - (py - y) / share, width / share, height / share]);
    note.soon();
  }
  function shift(dx, dy) {
    move([map.box[0] + dx, map.box[1] + dy, map.box[2], map.box[3]]);
    note.soon();
  }
  const pointAt = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse());
    return [point.x, point.y];
  };
  F.zoomBy(chart, zoom, pointAt);

  /* A mouse drags; a finger scrolls the page as it does everywhere. What was dragged is not chosen. */
  let from = null;
  let dragged = false;
  chart.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.pointerType === "mouse" && event.button === 0) from = [event.clientX, event.clientY];
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    if (!dragged && Math.hypot(dx, dy) < 4) return;
    dragged = true;
    chart.classList.add("moving");
    shift(-dx * map.unit, -dy * map.unit);
    from = [event.clientX, event.clientY];
  });
  addEventListener("pointerup", () => {
    from = null;
    chart.classList.remove("moving");
  });
  chart.addEventListener("click", (event) => dragged && event.stopPropagation(), { capture: true });

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  chart.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way) return;
    shift((way[0] * map.box[2]) / 8, (way[1] * map.box[3]) / 8);
    event.preventDefault();
  });

  /* What is chosen elsewhere and of which no part can be seen brings the world back. */
  const known = new Set([...places.map((place) => place.id), ...Object.keys(homes)]);
  let chosen = "";
  F.onChange(({ select }) => {
    if (select === chosen) return;
    chosen = select;
    if (!known.has(select)) return;
    const id = CSS.escape(select);
    const frame = chart.getBoundingClientRect();
    const isSeen = F.all(`.sheet:not([hidden]) :is([data-place="${id}"], [data-actor="${id}"]), #marks [data-place="${id}"]`, chart).some((drawn) => {
      const box = drawn.getBoundingClientRect();
      return box.width && box.left < frame.right && box.right > frame.left && box.top < frame.bottom && box.bottom > frame.top;
    });
    if (!isSeen) F.look(FIRST);
  });

  new ResizeObserver(() => move(map.box)).observe(chart);
  open(...first);
})();
