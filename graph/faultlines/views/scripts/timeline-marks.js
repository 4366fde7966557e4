"use strict";
/* The marks of the timeline: bars of what holds, hollow ones of when it was said, lines between them, labels in two lines. */
(() => {
  const F = window.Faultlines;
  const FONT = '12.5px Arial, "Liberation Sans", sans-serif';
  const measure = document.createElement("canvas").getContext("2d");

  /* Width of a text in pixels, of a label or of a heading. */
  const widthOf = (text, font = FONT) => {
    measure.font = font;
    return measure.measureText(text).width;
  };
  function svg(tag, attributes = {}, text = "") {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, typeof value === "number" ? Math.round(value * 10) / 10 : value);
    if (text) made.textContent = text;
    return made;
  }

  /* A label in two lines at most, the second cut where it is too long. */
  function lines(text, room) {
    const fits = (one) => widthOf(one) <= room;
    const made = [""];
    for (const word of text.split(" ")) {
      const longer = `${made[made.length - 1]} ${word}`.trim();
      if (fits(longer) || !made[made.length - 1]) made[made.length - 1] = longer;
      else if (made.length < 2) made.push(word);
      else made[1] = longer;
    }
    return made.map((line) => {
      if (fits(line)) return line;
      let cut = line;
      while (cut && !fits(`${cut}…`)) cut = cut.slice(0, -1);
      return `${cut}…`;
    });
  }

  const left = () => F.gutter();
  const right = () => F.gutter() + F.timeWidth();
  const inside = (x) => Math.min(right(), Math.max(left(), x));
  const ends = ({ start, end }) => [start === null ? left() : F.xOf(start), end === null ? right() : F.xOf(end)];
  const seen = (one) => ends(one)[1] > left() + 1 && ends(one)[0] < right() - 1;
  const isFaded = (keys, view) => Boolean(view.picked) && !keys.some((key) => view.picked.has(key));

  /* From here to there, at least so wide that it can be seen; with an arrow where no end is told. */
  function shape(from, to, open, y, high, look) {
    const [a, b] = [inside(from), Math.max(inside(to), inside(from) + 3.5)];
    const middle = y + high / 2;
    if (open === "right") return svg("path", { class: look, d: `M${a.toFixed(1)} ${y}H${(b - 7).toFixed(1)}L${b.toFixed(1)} ${middle}L${(b - 7).toFixed(1)} ${y + high}H${a.toFixed(1)}Z` });
    if (open === "left") return svg("path", { class: look, d: `M${b.toFixed(1)} ${y}H${(a + 7).toFixed(1)}L${a.toFixed(1)} ${middle}L${(a + 7).toFixed(1)} ${y + high}H${b.toFixed(1)}Z` });
    return svg("rect", { class: look, x: a, y, width: b - a, height: high, rx: 1.5 });
  }

  function bar(one, y, high, ink, view) {
    const group = svg("g", { class: `stretch ink-${ink}${isFaded(one.keys, view) ? " faded" : ""}` });
    group.dataset.keys = one.keys.join(" ");
    const open = one.end === null ? "right" : one.start === null ? "left" : "";
    const [a, b] = ends(one);
    group.append(svg("title", {}, `${one.words}${one.unsure ? " (not said to be so)" : ""}`));
    if (seen(one)) group.append(shape(a, b, open, y, high, `may${one.unsure ? " unsure" : ""}`));
    if (one.core) {
      const [from, to] = ends({ start: one.core[0], end: one.core[1] });
      if (to > left() && from < right()) group.append(shape(from, to, open, y, high, `core${one.unsure ? " unsure" : ""}`));
    }
    return group;
  }

  function told(said, y, view) {
    const group = svg("g", { class: `stretch ink-zero${isFaded(said.keys, view) ? " faded" : ""}` });
    group.dataset.keys = said.keys.join(" ");
    group.append(svg("title", {}, `said ${said.words}`), shape(...ends(said), "", y, 5, "told"));
    return group;
  }

  const middle = (said) => (said.start + said.end) / 2;
  /* Where a line to a bar leads: to its beginning, or, where that is not seen, to what of it is seen nearest. */
  function anchor(one, from) {
    const { start, end } = F.time;
    if ((one.at >= start && one.at <= end) || !seen(one)) return one.at;
    return Math.min(Math.max(from, one.start ?? start, start), one.end ?? end, end);
  }
  const link = (from, y1, to, y2, look) => {
    const [a, b] = [F.xOf(from), F.xOf(to)];
    if (Math.max(a, b) < left() || Math.min(a, b) > right()) return null;
    return svg("path", { class: look, d: `M${inside(a).toFixed(1)} ${y1}L${inside(b).toFixed(1)} ${y2}` });
  };

  F.timeMarks = { svg, widthOf, lines, left, right, inside, ends, seen, isFaded, shape, bar, told, middle, anchor, link };
})();
