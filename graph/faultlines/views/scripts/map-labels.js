"use strict";
/* Names on the map, of one size however near it is; contested places and those with more statements first, none over
   another or over a mark. */
(() => {
  const F = window.Faultlines;
  const { looks, places, homes, tones } = F.data.chart;
  const CREDIT = "Borders: Natural Earth, visionscarto";
  const names = F.$("names");
  const SIZE = 12.5;
  const LINE = 15;
  const SIDES = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, -1], [-1, -1], [-1, 1], [1, 1]];
  const measure = document.createElement("canvas").getContext("2d");

  const width = (text, bold) => {
    measure.font = `${bold ? "bold " : ""}${SIZE}px Arial, "Liberation Sans", Helvetica, sans-serif`;
    return measure.measureText(text).width;
  };
  const apart = (a, b) => a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];

  /* Where a name may stand, in pixels from its point: on its land first, round its mark first. */
  function offsets(isMark, half, radius) {
    const side = half + radius + 3;
    const far = radius + LINE / 2 + 1;
    const round = [[side, 0], [-side, 0], [0, far], [0, -far], [side, far], [-side, far], [side, -far], [-side, -far]];
    if (isMark) return round;
    const near = [[0, 0], [0, LINE], [0, -LINE], [half, 0], [-half, 0], [half, LINE], [-half, LINE], [half, -LINE], [-half, -LINE]];
    const steps = F.narrow() ? [3] : [2.2, 3.4, 4.8];
    const away = steps.flatMap((n) => SIDES.map(([dx, dy]) => [dx * (half + (dy ? (n - 1) * LINE : n * LINE)), dy * n * LINE]));
    return [...near, ...away];
  }

  /* Dots from the box of a name to its land, where it stands apart from it. */
  function leader([x1, y1, x2, y2], [x, y]) {
    const from = [Math.min(Math.max(x, x1), x2), Math.min(Math.max(y, y1), y2)];
    const length = Math.hypot(x - from[0], y - from[1]);
    if (length < LINE) return [];
    const steps = Math.ceil(length / 5);
    return Array.from({ length: steps }, (_, i) => {
      const [px, py] = from.map((n, axis) => n + (([x, y][axis] - n) * i) / steps);
      return [px, py, px + 0.1, py + 0.1];
    });
  }

  function write(text, x, y, unit, look, parent = names) {
    const made = F.drawIn("text", { class: look, x, y: y + SIZE * 0.36 * unit, "font-size": SIZE * unit, "stroke-width": 4 * unit }, parent);
    made.textContent = text;
    return made;
  }

  /* Whose tone is which, and whose borders these are, in a corner, so that a saved picture says it too. */
  const MOST = 8;
  function key(left, top, unit, seen, points) {
    const actors = Object.entries(tones);
    const few = actors.slice(0, MOST);
    const lines = few.length + (actors.length > MOST ? 2 : 1);
    const high = lines * LINE + 10;
    const wide = Math.max(width(CREDIT, false) * 0.8, ...few.map(([id]) => width(F.nodes.get(id).name, false) + 22)) + 16;
    const corners = [[6, seen.height - 6 - high], [seen.width - 6 - wide, seen.height - 6 - high], [6, 6]];
    const within = ([cx, cy]) => points.filter(([px, py]) => px > cx && px < cx + wide && py > cy && py < cy + high).length;
    const corner = corners.reduce((best, other) => (within(other) < within(best) ? other : best));
    const at = (x, y) => [left + (corner[0] + x) * unit, top + (corner[1] + y) * unit];
    const group = F.drawIn("g", { class: "key" }, names);
    const [x, y] = at(0, 0);
    F.drawIn("rect", { class: "key-ground", x, y, width: wide * unit, height: high * unit, rx: 6 * unit }, group);
    few.forEach(([id, tone], i) => {
      const [boxX, boxY] = at(8, 8 + i * LINE);
      const row = F.drawIn("g", { "data-pick": id }, group);
      F.drawIn("rect", { fill: "transparent", x, y: boxY - 2 * unit, width: wide * unit, height: LINE * unit }, row);
      F.drawIn("rect", { class: `tone-${tone}`, fill: "currentColor", x: boxX, y: boxY, width: 15 * unit, height: 10 * unit, rx: 2 * unit }, row);
      const [textX, textY] = at(29, 13 + i * LINE);
      write(F.nodes.get(id).name, textX, textY, unit, "key-name", row);
    });
    if (actors.length > MOST) write(`and ${actors.length - MOST} more`, ...at(29, 13 + MOST * LINE), unit, "key-name", group);
    write(CREDIT, ...at(8, 12 + (lines - 1) * LINE), unit, "key-credit", group).setAttribute("font-size", SIZE * 0.8 * unit);
    return [...corner, corner[0] + wide, corner[1] + high];
  }

  const WORLD = looks[Object.keys(looks)[0]];
  const isContested = ({ id }) => F.held.has(id) && F.held.get(id).by.length > 1;
  /* While the whole world is seen, there is little room between places: a name stands beside its land only if it is
     that of a contested place or of a claimant, and what else lies close to a contested place has none until it is
     pointed at or one comes nearer. */
  const isTelling = (place) => place.id in tones || isContested(place);
  const CLOSE = 32;
  const isWhole = () => F.view.picked === null && F.map.sheet === WORLD.sheet && F.map.box[2] > 0.8 * WORLD.box[2];

  function wanted() {
    const there = places
      .filter((place) => place.at[F.map.sheet] && (F.held.get(place.id).by.length || F.held.get(place.id).denied))
      .map((place) => ({ ...place, kind: place.form }));
    const known = new Set(there.map((place) => place.id));
    for (const [id, at] of Object.entries(homes)) if (!known.has(id)) there.push({ id, at, form: "land", kind: "home" });
    const weight = ({ id, kind }) => (id === F.state.select ? 1e6 : 0) + (isContested({ id }) ? 1e4 : id in tones ? 5e3 : 0) + F.nodes.get(id).size;
    return there.sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
  }

  function label() {
    if (!F.held) return;
    names.replaceChildren();
    let labels = 1;
    const { box, unit, sheet } = F.map;
    const seen = F.$("chart").getBoundingClientRect();
    const left = box[0] + box[2] / 2 - (seen.width / 2) * unit;
    const top = box[1] + box[3] / 2 - (seen.height / 2) * unit;
    const onScreen = ([x, y]) => [(x - left) / unit, (y - top) / unit];
    const list = wanted();
    const sparing = isWhole();
    const contested = list.filter(isContested).map((place) => onScreen(place.at[sheet]));
    const isSilent = (place, [x, y]) => sparing && !isTelling(place) && contested.some(([cx, cy]) => Math.hypot(cx - x, cy - y) < CLOSE);
    const taken = list
      .filter(({ kind }) => kind === "mark" || kind === "area")
      .map((place) => {
        const [x, y] = onScreen(place.at[sheet]);
        const r = F.radius(place.id);
        return [x - r, y - r, x + r, y + r];
      });
    taken.push(key(left, top, unit, seen, list.filter((place) => place.at[sheet]).map((place) => onScreen(place.at[sheet]))));
    for (const place of list) {
      if (!place.at[sheet] || (F.view.picked !== null && !F.view.near.has(place.id))) continue;
      const text = F.nodes.get(place.id).name;
      const chosen = place.id === F.state.select;
      const half = width(text, chosen) / 2;
      const [x, y] = onScreen(place.at[sheet]);
      if (isSilent(place, [x, y])) continue;
      const isMark = place.kind === "mark" || place.kind === "area";
      const radius = isMark ? F.radius(place.id) : 0;
      for (const [dx, dy] of offsets(isMark, half, radius)) {
        const area = [x + dx - half - 2, y + dy - LINE / 2, x + dx + half + 2, y + dy + LINE / 2];
        const inside = area[0] > 2 && area[1] > 2 && area[2] < seen.width - 2 && area[3] < seen.height - 2;
        if (!inside || !taken.every((other) => apart(area, other))) continue;
        const line = isMark ? [] : leader(area, [x, y]);
        if (sparing && line.length && !isTelling(place)) continue;
        if (line.some((spot) => !taken.slice(-labels).every((other) => apart(spot, other)))) continue;
        taken.push(area, ...line);
        labels += 1 + line.length;
        write(text, left + (x + dx) * unit, top + (y + dy) * unit, unit, `name-${place.kind}${chosen ? " name-chosen" : ""}`);
        if (line.length) {
          const [x1, y1] = line[0];
          F.drawIn("line", { x1: left + x1 * unit, y1: top + y1 * unit, x2: left + x * unit, y2: top + y * unit, "vector-effect": "non-scaling-stroke" }, names);
        }
        break;
      }
    }
  }

  F.onChange(label);
  F.onMove(label);
})();
