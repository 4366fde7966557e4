"use strict";
/* The bar. Light or dark: as the system has it until the reader says otherwise. */
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener());

  function remembered() {
    try {
      return localStorage.getItem("faultlines-theme");
    } catch {
      return null;
    }
  }
  function set(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    tell();
  }

  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  document.getElementById("theme").addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    set(theme);
    try {
      localStorage.setItem("faultlines-theme", theme);
    } catch {
      /* remembered for this visit only */
    }
  });
  const theme = remembered();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  system.addEventListener("change", tell);

  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    set("light");
  });
  addEventListener("afterprint", () => set(before));

  /* Where the bar's pages do not fit side by side, the one that is open is in sight. */
  const nav = document.querySelector(".bar nav");
  const current = nav?.querySelector("[aria-current]");
  if (current) nav.scrollLeft = current.offsetLeft - nav.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;

  if (window.Faultlines) window.Faultlines.onTheme = (listener) => listeners.push(listener);
})();
