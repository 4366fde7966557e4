"use strict";
/* Who claims what, as far as the filters let it pass: stripes on land, rings round marks, edges of regions. */
(() => {
  const F = window.Faultlines;
  const { places, claims, tones } = F.data.chart;
  const SVG = "http://www.w3.org/2000/svg";
  const BAND = 10;
  const RANK = { claims: 0, contests: 1, answers: 2 };
  const actors = Object.keys(tones);
  const chart = F.$("chart");
  const patterns = F.$("patterns");
  const marks = F.$("marks");

  function draw(tag, attributes, parent) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    parent?.append(made);
    return made;
  }
  F.drawIn = draw;

  /* Of one actor at one place the strongest way counts, and whether any source says that it is so. */
  function heldNow(shown) {
    const held = new Map(places.map((place) => [place.id, { by: new Map(), denied: false }]));
    for (const [key, place, actor, way] of claims) {
      if (!shown.has(key) || !held.has(place)) continue;
      const statement = F.statements.get(key);
      const { by } = held.get(place);
      if (statement.polarity === "denied") {
        held.get(place).denied = true;
        continue;
      }
      const sure = statement.modality === "asserted";
      const now = by.get(actor);
      if (!now || RANK[way] < RANK[now.way] || (way === now.way && sure)) by.set(actor, { actor, way, sure, tone: tones[actor] });
    }
    for (const found of held.values()) {
      found.by = Array.from(found.by.values()).sort((a, b) => actors.indexOf(a.actor) - actors.indexOf(b.actor));
    }
    return held;
  }

  const looks = ({ way, sure, tone }) => `tone-${tone} ${way}${sure ? "" : " unsure"}`;

  /* One pattern for every mixture of tones and ways, in pixels of the screen. */
  function fill(by) {
    const id = `fill-${by.map(({ tone, way, sure }) => `${tone}${way}${sure ? "" : "-unsure"}`).join("-")}`;
    if (!F.$(id)) {
      const width = by.length * BAND;
      const pattern = draw("pattern", { id, patternUnits: "userSpaceOnUse", width, height: BAND }, patterns);
      draw("rect", { class: "ground", width, height: BAND }, pattern);
      by.forEach((claim, i) => {
        const group = draw("g", { class: looks(claim), fill: "currentColor" }, pattern);
        const x = i * BAND;
        if (claim.way === "claims") draw("rect", { x, width: BAND + (i < by.length - 1 ? 0.3 : 0), height: BAND }, group);
        else if (claim.way === "contests") {
          for (const step of [1.6, 6.6]) draw("rect", { x: x + step, width: 1.8, height: BAND }, group);
        } else draw("circle", { cx: x + BAND / 2, cy: BAND / 2, r: 1.7 }, group);
      });
    }
    return `url(#${id})`;
  }
  const turn = () => {
    for (const pattern of F.all("pattern", patterns)) pattern.setAttribute("patternTransform", `rotate(45) scale(${F.map.unit})`);
  };

  const LEAST = 5.2;
  const RING = 4.2;
  F.radius = (place) => LEAST + RING * Math.max(1, F.held.get(place).by.length) - RING / 2 + 1.5;

  function mark(place, at) {
    const { by, denied } = F.held.get(place.id);
    const name = F.nodes.get(place.id).name;
    const group = draw("g", { class: "mark", "data-pick": place.id, "data-place": place.id, tabindex: 0, role: "button", "aria-label": name }, marks);
    group.setAttribute("transform", `translate(${at.join(" ")}) scale(${F.map.unit})`);
    draw("title", {}, group).textContent = words(place.id);
    draw("circle", { class: "centre", r: 2.6 }, group);
    by.forEach((claim, i) => {
      const r = LEAST + RING * i + 0.8;
      draw("circle", { class: "under", r, "stroke-width": 4.4 }, group);
      draw("circle", { class: `ring ${looks(claim)}`, r }, group);
    });
    if (!by.length && denied) draw("circle", { class: "ring answers ink-zero", r: LEAST + 0.8 }, group);
  }

  /* What a place says when it is pointed at. */
  const VERBS = { claims: "claims or holds", contests: "contests", answers: "is responsible for" };
  const words = (id) => {
    const { by } = F.held.get(id);
    const said = by.map(({ actor, way, sure }) => `${F.nodes.get(actor).name} ${VERBS[way]} it${sure ? "" : " (not said to be so)"}`);
    return [F.nodes.get(id).name, ...said].join("\n");
  };

  function edges(place) {
    for (const old of F.all(`.edge.more[data-place="${CSS.escape(place.id)}"]`, chart)) old.remove();
    const { by } = F.held.get(place.id);
    for (const edge of F.all(`.edge[data-place="${CSS.escape(place.id)}"]`, chart)) {
      edge.toggleAttribute("hidden", !by.length);
      by.forEach((claim, i) => {
        const line = i ? edge.parentNode.insertBefore(edge.cloneNode(true), edge) : edge;
        line.setAttribute("class", `edge ${i ? "more " : ""}${looks(claim)}`);
        const rest = by.length > 1 ? 7 * (by.length - 1) + 2 * by.length : 4;
        line.setAttribute("stroke-dasharray", `7 ${rest}`);
        line.setAttribute("stroke-dashoffset", -9 * i);
      });
    }
  }

  function paint(state, view) {
    F.held = heldNow(view.shown);
    const focused = document.activeElement?.closest?.("#marks [data-place]")?.dataset.place;
    marks.replaceChildren();
    const about = new Set(claims.filter(([key]) => view.picked?.has(key)).map(([, place]) => place));
    const faded = (id) => view.picked !== null && !about.has(id) && state.select !== id;
    for (const place of places) {
      const { by, denied } = F.held.get(place.id);
      if (place.form === "area") edges(place);
      if (place.form === "land") {
        for (const land of F.all(`.land[data-place="${CSS.escape(place.id)}"]`, chart)) {
          land.style.fill = by.length ? fill(by) : "";
          land.classList.toggle("denied", denied && !by.length);
          land.querySelector("title").textContent = words(place.id);
        }
      } else if (place.at[F.map.sheet] && (by.length || denied)) mark(place, place.at[F.map.sheet]);
      for (const drawn of F.all(`[data-place="${CSS.escape(place.id)}"]`, chart)) {
        drawn.classList.toggle("faded", faded(place.id));
        drawn.classList.toggle("chosen", state.select === place.id);
      }
    }
    for (const home of F.all(".home", chart)) home.classList.toggle("faded", view.picked !== null && !view.near.has(home.dataset.actor));
    if (focused) marks.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus();
    for (const old of F.all(".chosen-place", chart)) old.remove();
    for (const land of F.all(".land.chosen", chart)) {
      const line = draw("path", { class: "chosen-place", d: land.getAttribute("d"), "vector-effect": "non-scaling-stroke" });
      land.parentNode.append(line);
    }
    turn();
  }

  F.onChange(paint);
  F.onMove(() => F.held && paint(F.state, F.view));
})();
