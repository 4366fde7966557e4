"use strict";
/* The list of names, narrowed to those that hold the words. */
(() => {
  const names = Array.from(document.querySelectorAll(".names li"));
  document.getElementById("filter").addEventListener("input", (event) => {
    const words = event.target.value.trim().toLowerCase().split(/\s+/);
    for (const name of names) name.hidden = !words.every((word) => name.dataset.words.includes(word));
    const left = names.filter((name) => !name.hidden).length;
    document.getElementById("left").textContent = `${left} name${left === 1 ? "" : "s"}`;
  });
})();
