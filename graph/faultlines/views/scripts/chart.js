"use strict";
/* A chart that stands in the page as SVG, as one that stands alone: with the looks that the page's style gives it. */
(() => {
  const F = window.Faultlines;
  const chart = F.$("chart");
  if (!(chart instanceof SVGSVGElement) || F.picture) return;
  const LOOKS = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "opacity", "font-size",
    "font-family", "font-weight", "font-style", "text-anchor", "dominant-baseline", "paint-order", "visibility",
  ];
  const FOOT = 26;

  function dress(copy, original) {
    const look = getComputedStyle(original);
    if (look.display === "none") {
      copy.remove();
      return;
    }
    for (const name of LOOKS) copy.setAttribute(name, look.getPropertyValue(name));
    copy.removeAttribute("class");
    const children = Array.from(copy.children);
    Array.from(original.children).forEach((child, i) => dress(children[i], child));
  }

  F.picture = () => {
    const { width, height } = chart.getBoundingClientRect();
    const [left, top, wide, high] = chart.viewBox.baseVal?.width
      ? ["x", "y", "width", "height"].map((side) => chart.viewBox.baseVal[side])
      : [0, 0, width, height];
    const foot = (FOOT * high) / (height || high);
    const copy = chart.cloneNode(true);
    dress(copy, chart);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("viewBox", [left, top, wide, high + foot].join(" "));
    copy.setAttribute("width", Math.ceil(width));
    copy.setAttribute("height", Math.ceil(height + FOOT));
    const draw = (tag, attributes, text = "") => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      made.textContent = text;
      return made;
    };
    const size = (12 * high) / (height || high);
    copy.prepend(draw("rect", { x: left, y: top, width: wide, height: high + foot, fill: F.colour("paper") }));
    const words = `${document.title} · ${F.$("shown").textContent}`;
    copy.append(draw("text", { x: left + size, y: top + high + foot * 0.6, "font-size": size, fill: F.colour("muted"), "font-family": "sans-serif" }, words));
    return copy;
  };
})();
