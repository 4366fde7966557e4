"use strict";
/* The colours of the theme at hand, by the names that the style gives them. */
(() => {
  const F = window.Faultlines;
  let colours = {};

  function rgb(name) {
    if (!colours[name]) {
      const hex = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim().slice(1);
      colours[name] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16)).join(",");
    }
    return colours[name];
  }
  F.colour = (name, opacity = 1) => `rgba(${rgb(name)},${opacity})`;
  /* Part one colour, part another: on paper what is pale but opaque, with text what is dark enough to be read. */
  F.mix = (name, share, other = "paper") => {
    const rest = rgb(other).split(",");
    const parts = rgb(name).split(",").map((part, i) => Math.round(part * share + rest[i] * (1 - share)));
    return `rgb(${parts.join(",")})`;
  };
  F.onTheme(() => {
    colours = {};
  });
})();
