"use strict";
/* From a statement to its passage, and from a passage to its statements. Which one is open stands in the address. */
(() => {
  const behind = document.getElementById("behind");
  const here = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  };
  const words = (n) => `${n} statement${n === 1 ? "" : "s"}`;
  const item = (key) => {
    const made = document.getElementById(`statement:${key}`).cloneNode(true);
    made.removeAttribute("id");
    return made;
  };

  function close() {
    behind.hidden = true;
    for (const old of document.querySelectorAll(".told .chosen, .passage.chosen")) old.classList.remove("chosen");
  }

  function show() {
    close();
    const place = here();
    const key = place?.id.startsWith("statement:") ? place.id.slice(10) : null;
    if (!key && !place?.matches(".passage")) return;
    const passages = key ? document.querySelectorAll(`.passage[data-keys~="${CSS.escape(key)}"]`) : [place];
    const marked = passages.length ? Array.from(passages) : [place];
    for (const one of marked) one.classList.add("chosen");
    marked[0].closest("details").open = true;
    marked[0].scrollIntoView();
    if (!passages.length) return;
    const keys = key ? [key] : place.dataset.keys.split(" ");
    behind.querySelector("h2").textContent = key ? "Stands on what is marked" : `${place.title}: ${words(keys.length)}`;
    behind.querySelector("ol").replaceChildren(...keys.map(item));
    marked[0].after(behind); // its links are the next stops of the keyboard; it lies over the page, not in the text
    behind.hidden = false;
  }

  document.getElementById("close").addEventListener("click", close);
  addEventListener("keydown", (event) => event.key === "Escape" && close());
  addEventListener("hashchange", show);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]'); // also when it is what the address holds already
    if (link && link.getAttribute("href") === decodeURIComponent(location.hash)) show();
  });
  if (document.readyState === "complete") show();
  else addEventListener("load", show);
})();
