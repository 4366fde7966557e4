"use strict";
/* On paper: what the reader has chosen, in words, with the address; the marks explained; a long chart cut between its rows. */
(() => {
  const F = window.Faultlines;
  const PAPER = 700; // pixels on which a chart is drawn: A4 between its margins, and every other paper scales it
  const FACETS = { relation: "Relation", modality: "Meant as", polarity: "Affirmed or denied", source: "Source", voice: "Voice" };
  const text = (selector) => document.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim();
  const option = (id) => F.$(id)?.selectedOptions[0]?.textContent;

  /* By what is left or by what is left out, whichever is shorter. */
  function facet([name, title]) {
    const boxes = F.all(`input[data-facet="${name}"]`);
    const [on, off] = [true, false].map((checked) => boxes.filter((box) => box.checked === checked));
    const names = (list) => list.map((box) => box.closest("label").querySelector(".text").textContent.trim()).join(", ");
    if (!off.length) return "";
    return `${title}: ${on.length && on.length < off.length ? `only ${names(on)}` : `without ${names(off)}`}`;
  }
  function chosen() {
    const { words, least, at, said, one, other } = F.state;
    return [
      ...Object.entries(FACETS).map(facet),
      words.trim() && `With the words “${words.trim()}”`,
      Number(least) > 0 && `Confidence at least ${least}`,
      ...Object.entries({ at, said }).map(([id, value]) => value && text(`label.slide:has(#${id}) > span`)),
      one && (other ? `${option("one")} against ${option("other")}` : `Only ${option("one")}`),
    ].filter(Boolean);
  }

  /* A picture higher than a page leaves the page before it empty, and is cut through its rows. */
  function slices() {
    const chart = F.$("chart");
    const [grid, ...parts] = chart.children;
    const tops = parts.map((part) => Number(part.querySelector("rect").getAttribute("y")));
    return parts.map((part, i) => {
      const slice = chart.cloneNode(false);
      slice.removeAttribute("id");
      slice.removeAttribute("style");
      slice.setAttribute("class", part.matches(".row") ? "slice" : "slice head");
      const end = i + 1 < tops.length ? tops[i + 1] : chart.clientHeight;
      slice.setAttribute("viewBox", [0, tops[i], PAPER, Math.max(1, end - tops[i])].join(" "));
      slice.append(grid.cloneNode(true), part.cloneNode(true));
      return slice;
    });
  }

  const isLong = document.querySelector(".page-timeline #scroller") !== null;
  function redraw(width) {
    F.$("chart").style.width = width;
    F.change({});
  }
  addEventListener("beforeprint", () => {
    const note = F.element("div", "", { class: "printed" });
    for (const line of [...chosen(), location.href]) note.append(F.element("p", line));
    document.querySelector(".intro").after(note);
    const legend = document.querySelector(".rail .legend").cloneNode(true); // the filters beside it stay on the screen
    for (const one of [legend, ...F.all("[id], [aria-labelledby]", legend)]) for (const name of ["id", "aria-labelledby"]) one.removeAttribute(name);
    legend.classList.add("printed");
    document.querySelector(".status").after(legend);
    if (!isLong) return;
    redraw(`${PAPER}px`);
    F.$("scroller").append(...slices());
  });
  addEventListener("afterprint", () => {
    for (const made of F.all(".printed, .slice")) made.remove();
    if (isLong) redraw("");
  });
})();
