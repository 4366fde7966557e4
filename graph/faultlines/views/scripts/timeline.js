"use strict";
/* The timeline: which part of time is seen, and how a reader moves along it. */
(() => {
  const F = window.Faultlines;
  const chart = F.$("chart");
  const { looks } = F.data.chart;
  const STEP = 1.4;
  const LEAST = 5;
  const whole = looks[looks.length - 1];
  const time = { look: "", start: 0, end: 1 };
  F.time = time;

  const listeners = [];
  F.onMove = (listener) => listeners.push(listener);
  let waiting = 0;
  /* However often it moves, it is drawn once a frame. */
  function move(start, end) {
    const length = Math.min(Math.max(end - start, LEAST), 1.2 * (whole.end - whole.start));
    const middle = Math.min(Math.max((start + end) / 2, whole.start), whole.end);
    [time.start, time.end] = [middle - length / 2, middle + length / 2];
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => listeners.forEach((listener) => listener()));
  }

  const buttons = F.all("[data-look]");
  F.look = (name) => {
    const look = looks.find((one) => one.name === name) || looks[0];
    time.look = look.name;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.look === time.look));
    move(look.start, look.end);
    note();
  };
  F.fit = () => F.look("");
  for (const button of buttons) button.addEventListener("click", () => F.look(button.dataset.look));

  /* The part of time stays in the address, beside what the frame keeps there. */
  function note() {
    const parameters = F.readAddress();
    if (time.look === looks[0].name) parameters.delete("look");
    else parameters.set("look", time.look);
    F.writeAddress(parameters);
  }
  const asked = () => F.readAddress().get("look") || "";
  const first = asked();
  F.onChange(note);
  addEventListener("hashchange", () => F.look(asked()), { capture: true });

  /* Shorter or longer round a share of the width. */
  function zoom(factor, share = 0.5) {
    const length = time.end - time.start;
    const at = time.start + share * length;
    move(at - (share * length) / factor, at + ((1 - share) * length) / factor);
  }
  const shift = (days) => move(time.start + days, time.end + days);
  F.$("in").addEventListener("click", () => zoom(STEP));
  F.$("out").addEventListener("click", () => zoom(1 / STEP));
  F.$("fit").addEventListener("click", F.fit);

  let hiding = 0;
  chart.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(STEP ** (-event.deltaY / 100), F.shareAt(event.clientX));
        return;
      }
      F.$("hint").hidden = false;
      clearTimeout(hiding);
      hiding = setTimeout(() => (F.$("hint").hidden = true), 900);
    },
    { passive: false },
  );

  /* What was dragged is not chosen. A finger that moves sideways drags, one that moves down scrolls the page. */
  let from = null;
  let dragged = false;
  chart.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.button === 0) from = event.clientX;
  });
  addEventListener("pointermove", (event) => {
    if (from === null) return;
    const way = event.clientX - from;
    if (!dragged && Math.abs(way) < 5) return;
    dragged = true;
    chart.classList.add("moving");
    shift((-way * (time.end - time.start)) / F.timeWidth());
    from = event.clientX;
  });
  const drop = () => {
    from = null;
    chart.classList.remove("moving");
  };
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", drop);
  chart.addEventListener("click", (event) => dragged && event.stopPropagation(), { capture: true });

  chart.addEventListener("keydown", (event) => {
    const length = time.end - time.start;
    if (event.key === "ArrowLeft") shift(-length / 8);
    else if (event.key === "ArrowRight") shift(length / 8);
    else if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (["Enter", " "].includes(event.key) && event.target.dataset.pick) {
      event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    } else return;
    event.preventDefault();
  });

  F.startTime = () => {
    new ResizeObserver(() => move(time.start, time.end)).observe(F.$("chart").parentElement);
    F.look(first);
  };
})();
