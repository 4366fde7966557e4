"use strict";
/* Everything is in place: take the state from the address and show it. */
(() => {
  const F = window.Faultlines;
  const rail = F.$("filters");
  if (rail && F.narrow()) rail.open = false;
  matchMedia("(max-width: 900px)").addEventListener("change", (event) => {
    if (rail) rail.open = !event.matches;
  });
  F.fromAddress();
  if (F.$("network")) F.fit();
  addEventListener("hashchange", F.fromAddress);
})();
