"use strict";
/* The rows of the timeline: what holds when as bars, when it was said below them, a line between the two. */
(() => {
  const F = window.Faultlines;
  const chart = F.$("chart");
  const above = F.$("axis");
  const scroller = F.$("scroller");
  const { rows, lanes } = F.data.chart;
  const { svg, widthOf, lines, left, right, inside, ends, seen, isFaded, shape, bar, told, middle, anchor, link } = F.timeMarks;
  const GLYPHS = { confirmed: "✓ confirmed", refuted: "✗ refuted", open: "no outcome found" };
  const LINE = 15;
  const keysOf = (row) => [...(row.dated || []), ...(row.said || []), ...(row.facts || []), { keys: row.concluded || [] }].flatMap((one) => one.keys);

  for (const row of rows) {
    row.keys = Array.from(new Set(keysOf(row)));
    row.own ??= row.keys;
    if (row.lane !== "said") {
      row.pick = F.nodes.has(row.thing) ? row.thing : row.keys.length > 1 ? `keys:${row.keys.sort().join(" ")}` : `statement:${row.keys[0]}`;
      continue;
    }
    row.pick = `source:${row.thing}`;
    F.addSet(row.pick, row.label, row.keys, { kind: "source", text: "Its dated statements.", found: true });
    for (const said of row.said) {
      said.pick = `said:${row.thing}@${said.on}`;
      F.addSet(said.pick, `Said ${said.on.length > 7 ? "on" : "in"} ${said.words}`, said.keys, { kind: row.label });
    }
  }

  /* What passes the filters, and a statement that is chosen whether it does or not. */
  const visible = (view) => (F.state.select.startsWith("statement:") && view.picked ? new Set([...view.shown, ...view.picked]) : view.shown);
  /* An outcome is told as long as what concludes it is shown. */
  const tells = (row, view) => !row.concluded || row.concluded.some((key) => visible(view).has(key));

  /* What a row tells, besides its label: the dates, and what lies beyond the edges. */
  function words(row, group, y, parts) {
    const drawn = parts.filter(seen);
    const outcome = tells(row, F.view) ? GLYPHS[row.outcome] : "";
    const dates = Array.from(new Set((row.facts || row.dated || row.said).map((one) => one.words.replace(/^(in|on) /, "")))).filter(Boolean).slice(0, 2).join("; ");
    const width = widthOf(`${dates}  ${outcome || ""}`);
    const reach = drawn.length ? Math.max(...drawn.map((one) => inside(ends(one)[1]))) + 7 : left() + 12;
    const start = drawn.length ? Math.min(...drawn.map((one) => inside(ends(one)[0]))) - 7 : right() - 12;
    const after = drawn.length ? reach + width <= right() : parts.length && parts[0].end !== null && F.xOf(parts[0].end) <= left() + 1;
    const before = !after && start - width >= left();
    if (!after && !before) return outcome ? label(row, group, right() - 4, y, "end", "", outcome) : veiled(row, group, y + 14, dates);
    const beyond = drawn.length ? dates : after ? `◂ ${dates}` : `${dates} ▸`;
    return label(row, group, after ? reach : start, y, after ? "start" : "end", beyond, outcome);
  }
  /* Dates that lie over what is drawn, on a ground of their own. */
  function veiled(row, group, y, dates) {
    const width = widthOf(dates);
    group.append(svg("rect", { class: "veil", x: right() - width - 8, y: y - 11, width: width + 11, height: 14 }));
    label(row, group, right() - 4, y, "end", dates);
  }
  function label(row, group, x, y, anchor, dates, outcome) {
    const text = svg("text", { class: "when", x, y, "text-anchor": anchor }, dates);
    if (outcome) text.append(dates ? "  " : "", svg("tspan", { class: `outcome ${row.outcome}` }, outcome));
    group.append(text);
  }

  function dated(row, group, y, view) {
    const keep = (list) => (list || []).filter((one) => one.keys.some((key) => visible(view).has(key)));
    const [held, said, facts] = [keep(row.dated), keep(row.said), tells(row, view) ? keep(row.facts) : []];
    const ink = { confirmed: "derived", refuted: "minus" }[row.outcome] || "node";
    const down = y + (facts.length ? 16 : 0);
    const joins = svg("g");
    group.append(joins);
    const long = (one) => (one.start === null || one.end === null ? Infinity : one.end - one.start);
    for (const one of held.slice().sort((a, b) => long(b) - long(a))) group.append(bar(one, y + 4, 10, row.lane === "forecasts" ? "node" : row.ink, view));
    for (const fact of facts) {
      group.append(bar(fact, y + 20, 10, ink, view));
      for (const one of held) joins.append(...[link(anchor(one, fact.at), y + 9, fact.at, y + 25, `joined ink-${ink}${isFaded(one.keys, view) ? " faded" : ""}`)].filter(Boolean));
    }
    for (const one of said) {
      if (seen(one)) group.append(told(one, down + 20, view));
      for (const other of held.length ? held : facts) {
        if (!held.length || one.keys.some((key) => other.keys.includes(key))) joins.append(...[link(middle(one), down + 20, anchor(other, middle(one)), y + 14, `link ink-zero${isFaded(one.keys, view) ? " faded" : ""}`)].filter(Boolean));
      }
    }
    words(row, group, y + (facts.length ? 29 : 13), facts.length ? facts : held);
    return facts.length ? 46 : 30;
  }

  /* A source's words: a bar for each date, below one another by how precise they are, as thick as there are statements. */
  function spoken(row, group, y, view) {
    const precise = [4, 7, 10].filter((n) => row.said.some((one) => one.on.length === n));
    const most = Math.max(...rows.flatMap((other) => (other.lane === "said" ? other.said.map((one) => one.keys.length) : [])));
    const counts = new Map(row.said.map((one) => [one, one.keys.filter((key) => visible(view).has(key)).length]));
    const drawn = row.said.filter((one) => counts.get(one));
    const isFree = (one, from, to) => !drawn.some((other) => other !== one && other.on.length === one.on.length && ends(other)[1] > from && ends(other)[0] < to && other.start > one.start);
    for (const one of drawn) {
      const count = counts.get(one);
      const high = 4 + 9 * Math.sqrt(count / most);
      const track = y + 3 + 16 * precise.indexOf(one.on.length);
      const bar = svg("g", { class: `stretch ink-node${isFaded(one.keys, view) ? " faded" : ""}`, tabindex: 0, role: "button", "aria-label": `${row.label}, said ${one.words}: ${count}` });
      bar.dataset.pick = one.pick;
      bar.dataset.keys = one.keys.join(" ");
      bar.append(svg("title", {}, `said ${one.words}: ${count} statement${count === 1 ? "" : "s"}`));
      const [a, b] = ends(one);
      if (seen(one)) bar.append(shape(a, b, "", track + (13 - high) / 2, high, "words-bar"));
      const x = Math.min(inside(Math.max(b, a + 3.5)) + 4, right() - 22);
      if (seen(one) && isFree(one, b, x + 20)) bar.append(svg("text", { class: "number", x, y: track + 10 }, String(count)));
      if (!seen(one)) bar.append(b <= left() ? svg("text", { class: "beyond", x: left() + 2, y: track + 10 }, `◂ ${one.words}: ${count}`) : svg("text", { class: "beyond", x: right() - 2, y: track + 10, "text-anchor": "end" }, `${one.words}: ${count} ▸`));
      group.append(bar);
    }
    return 8 + 16 * precise.length;
  }

  function drawRow(row, y, view) {
    const tight = F.isTight();
    const room = tight ? F.timeWidth() - 8 : F.gutter() - 22;
    const wrapped = lines(row.label, room);
    const said = row.lane === "said" && row.undated ? `${row.undated} more give no date` : "";
    const count = wrapped.length + (said ? 1 : 0);
    const group = svg("g", { class: "row", tabindex: 0, role: "button" });
    group.dataset.pick = row.pick;
    group.classList.toggle("chosen", F.state.select === row.pick);
    const ground = svg("rect", { class: "ground", x: 1, y, width: F.timeSpan() - 2, height: 0 });
    group.append(ground);
    [...wrapped, ...(said ? [said] : [])].forEach((line, i) => group.append(svg("text", { class: i < wrapped.length ? "" : "when", x: tight ? left() : 12, y: y + 13 + i * LINE }, line)));
    const top = tight ? y + count * LINE + 1 : y;
    const high = row.lane === "said" ? spoken(row, group, top, view) : dated(row, group, top, view);
    const total = tight ? top - y + high + 2 : Math.max(high, count * LINE + 5);
    ground.setAttribute("height", total);
    const told = (row.said || []).map((one) => one.words).join(", ");
    const when = (row.dated || []).map((one) => one.words).join(", ");
    group.setAttribute("aria-label", [row.label, when, told && `said ${told}`, (row.facts || []).map((one) => `happened ${one.words}`).join(", "), GLYPHS[row.outcome], said].filter(Boolean).join("; "));
    return [group, total];
  }

  function axis(y, title) {
    const group = svg("g", { "aria-hidden": "true" });
    const tight = F.isTight() || widthOf(title, "bold 13.5px Arial, sans-serif") > left() - 18;
    group.append(svg("rect", { class: "band", x: 1, y, width: F.timeSpan() - 2, height: tight ? 38 : 24 }));
    group.append(svg("text", { class: "lane", x: F.isTight() ? left() : 12, y: y + 17 }, title));
    let free = left();
    for (const tick of F.ticks()) {
      const width = widthOf(tick.words);
      if (tick.x < free || tick.x + width > right() + 8) continue;
      group.append(svg("text", { class: "tick", x: tick.x + 3, y: y + (tight ? 33 : 16) }, tick.words));
      free = tick.x + width + 4;
    }
    return [group, tight ? 42 : 28];
  }

  /* What is chosen elsewhere comes into view. */
  let before = "";
  function bring() {
    if (F.state.select === before) return;
    before = F.state.select;
    const first = before && F.all(".row", chart).find((row) => row.querySelector(".stretch:not(.faded)"));
    if (!first) return;
    const [row, frame] = [first, scroller].map((one) => one.getBoundingClientRect());
    const isSeen = F.all(".row", chart).some((one) => {
      const box = one.getBoundingClientRect();
      return one.querySelector(".stretch:not(.faded)") && box.top >= frame.top && box.bottom <= frame.bottom;
    });
    if (!isSeen) scroller.scrollTop += row.top - frame.top - 40;
  }

  /* Lane by lane; a row none of whose statements is shown is left out. */
  function draw() {
    const { view } = F;
    F.measureTime();
    const made = [];
    let y = 0;
    for (const [lane, title] of lanes) {
      const mine = rows.filter((row) => row.lane === lane && row.own.some((key) => visible(view).has(key)));
      if (!mine.length) continue;
      const [head, high] = axis(y, title);
      made.push(head);
      y += high;
      for (const row of mine) {
        const [group, total] = drawRow(row, y, view);
        made.push(group);
        y += total + 2;
      }
      y += 8;
    }
    above.replaceChildren(axis(0, "")[0]);
    const held = document.activeElement?.closest?.("#chart [data-pick]")?.dataset.pick;
    chart.style.height = `${Math.max(y, 60)}px`;
    const grid = svg("g");
    for (const tick of F.ticks()) grid.append(svg("path", { class: `grid${tick.major ? " major" : ""}`, d: `M${tick.x.toFixed(1)} 0V${y}` }));
    chart.replaceChildren(grid, ...made);
    bring();
    if (held) F.all("[data-pick]", chart).find((one) => one.dataset.pick === held)?.focus({ preventScroll: true });
  }
  /* The ticks stay in view above the rows. */
  const follow = () => (above.style.visibility = scroller.scrollTop > 20 ? "visible" : "hidden");
  scroller.addEventListener("scroll", follow);
  follow();
  F.onChange(draw);
  F.onMove(draw);
  F.startTime();
})();
