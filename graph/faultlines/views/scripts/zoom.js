"use strict";
/* What map and timeline share: how a reader moves nearer, and how the part that is looked at stays in the address. */
(() => {
  const F = window.Faultlines;
  const STEP = 1.4;

  /* By buttons and keys; and by the wheel beside a key, since alone it scrolls the page, which a hint says. */
  F.zoomBy = (chart, zoom, at) => {
    F.$("in").addEventListener("click", () => zoom(STEP));
    F.$("out").addEventListener("click", () => zoom(1 / STEP));
    F.$("fit").addEventListener("click", F.fit);
    let hiding = 0;
    const turned = (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(STEP ** (-event.deltaY / 100), at(event));
        return;
      }
      F.$("hint").hidden = false;
      clearTimeout(hiding);
      hiding = setTimeout(() => (F.$("hint").hidden = true), 900);
    };
    chart.addEventListener("wheel", turned, { passive: false });
    chart.addEventListener("keydown", (event) => {
      if (event.key === "+" || event.key === "=") zoom(STEP);
      else if (event.key === "-") zoom(1 / STEP);
      else if (["Enter", " "].includes(event.key) && event.target.dataset.pick) {
        event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      } else return;
      event.preventDefault();
    });
  };

  /* One button a part. What it returns is called when another part is seen: it marks the button and notes the part in the
     address; its `soon` when one has moved within the part. `now` names the part, `usual` the one that no address needs to
     name, `seen` the numbers of what is seen where that is not the part itself. */
  F.partsBy = (now, usual, seen) => {
    const buttons = F.all("[data-look]");
    for (const button of buttons) button.addEventListener("click", () => F.look(button.dataset.look));
    const note = () => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.look === now()));
      const parameters = F.readAddress();
      if (now() === usual) parameters.delete("look");
      else parameters.set("look", now());
      parameters.delete("seen");
      if (seen()) parameters.set("seen", seen().join(" "));
      F.writeAddress(parameters);
    };
    let waiting = 0;
    note.soon = () => {
      clearTimeout(waiting); // a browser writes an address only so often
      waiting = setTimeout(note, 150);
    };
    return note;
  };
  F.askedPart = () => F.readAddress().get("look") || "";
  F.askedSeen = (count) => {
    const numbers = (F.readAddress().get("seen") || "").split(" ").map(Number);
    return numbers.length === count && numbers.every(Number.isFinite) ? numbers : null;
  };
})();
