"use strict";
/* An answer as bars: its first column of numbers by its first other column; without numbers, how often each value is there. */
(() => {
  const F = window.Faultlines;
  const MOST = 40;
  const ROW = 26;
  const SIGN = 7.4; // a character's width, about
  const svg = (tag, attributes, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    return made;
  };

  F.showBars = async (answer) => {
    const { things } = await F.names;
    const number = answer.columns.find((column) => answer.rows.some((row) => F.isNumber(row[column])));
    const label = answer.columns.find((column) => column !== number);
    const values = new Map();
    for (const row of answer.rows) {
      const text = label ? F.text(row[label]) : "";
      values.set(things[text] || text, (values.get(things[text] || text) || 0) + (number ? Number(row[number]?.value || 0) : 1));
    }
    const shown = Array.from(values).sort((a, b) => b[1] - a[1]).slice(0, MOST);
    const most = Math.max(...shown.map(([, value]) => value), 0) || 1;
    const title = number ? `${number} by ${label || "row"}` : `rows by ${label}`;
    const wide = Math.max(F.$("bars").clientWidth, 280);
    const longest = Math.max(...shown.map(([text]) => text.length), 0);
    const signs = Math.floor(Math.min(longest * SIGN, wide * 0.45) / SIGN);
    const left = signs * SIGN + 10;
    const size = { width: wide, height: ROW * (shown.length + 1) };
    const picture = svg("svg", { ...size, viewBox: `0 0 ${wide} ${size.height}`, role: "img", "aria-label": title });
    picture.append(svg("text", { x: 0, y: 16 }, values.size > MOST ? `${title}, the ${MOST} largest of ${values.size}` : title));
    shown.forEach(([text, value], i) => {
      const y = ROW * (i + 1);
      const width = (Math.max(value, 0) / most) * (wide - left - 60);
      const cut = text.length > signs ? `${text.slice(0, signs - 1)}…` : text;
      picture.append(
        svg("text", { x: left - 8, y: y + 17, "text-anchor": "end" }, cut),
        svg("rect", { x: left, y: y + 4, width, height: ROW - 8 }),
        svg("text", { x: left + width + 6, y: y + 17 }, String(Math.round(value * 100) / 100)),
      );
      picture.lastChild.previousSibling.append(svg("title", {}, `${text}: ${value}`));
    });
    F.$("bars").replaceChildren(picture);
  };
})();
