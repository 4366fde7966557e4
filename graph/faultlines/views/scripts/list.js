"use strict";
/* The list of cards: the first of them at once, the others as the reader comes near their end. */
(() => {
  const F = window.Faultlines;
  const FIRST = 24;
  const STEP = 60;
  const list = F.$("cards");
  const more = F.$("more");
  let wanted = null;
  let there = 0;
  let chosen = null;

  function fill(count) {
    const until = Math.min(wanted.length, there + count);
    list.append(...wanted.slice(there, until).map(F.cards.get));
    there = until;
    more.hidden = there === wanted.length;
    more.textContent = `Show ${Math.min(STEP, wanted.length - there)} more of ${wanted.length}`;
  }
  /* Every card that passes, as for paper. */
  F.allCards = () => fill(Infinity);

  F.list = (visible, select) => {
    const keys = Array.from(F.statements.keys()).filter((key) => visible.has(key));
    if (keys.join() !== wanted?.join()) {
      const focus = list.contains(document.activeElement) ? document.activeElement : null;
      list.replaceChildren();
      [wanted, there] = [keys, 0];
      fill(FIRST);
      if (focus?.isConnected) focus.focus({ preventScroll: true });
    }
    chosen?.classList.remove("chosen");
    chosen = select.startsWith("statement:") ? F.cards.get(select.slice("statement:".length)) : null;
    chosen?.classList.add("chosen");
  };

  more?.addEventListener("click", () => fill(STEP));
  const watch = more && new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    fill(STEP);
    watch.unobserve(more); // once more from the start: it may still be in view
    watch.observe(more);
  });
  watch?.observe(more);
  addEventListener("beforeprint", F.allCards);
})();
