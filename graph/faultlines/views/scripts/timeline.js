"use strict";
/* The timeline: which part of time is seen, and how a reader moves along it. */
(() => {
  const F = window.Faultlines;
  const chart = F.$("chart");
  const { looks } = F.data.chart;
  const LEAST = 5;
  const whole = looks[looks.length - 1];
  const time = { look: "", start: 0, end: 1, home: [0, 1] };
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

  F.look = (name) => {
    const look = looks.find((one) => one.name === name) || looks[0];
    time.look = look.name;
    move(look.start, look.end);
    time.home = rounded();
    note();
  };
  F.fit = () => F.look("");
  const rounded = () => [Math.round(time.start), Math.round(time.end)];
  const seen = () => (rounded().join() === time.home.join() ? null : rounded());
  const note = F.partsBy(() => time.look, looks[0].name, seen);
  const first = [F.askedPart(), F.askedSeen(2)];
  F.onChange(note);
  function open(name, days) {
    F.look(name);
    if (days && days[1] > days[0]) move(...days);
  }
  addEventListener("hashchange", () => open(F.askedPart(), F.askedSeen(2)), { capture: true });

  /* Shorter or longer round a share of the width. */
  function zoom(factor, share = 0.5) {
    const length = time.end - time.start;
    const at = time.start + share * length;
    move(at - (share * length) / factor, at + ((1 - share) * length) / factor);
    note.soon();
  }
  function shift(days) {
    move(time.start + days, time.end + days);
    note.soon();
  }
  F.zoomBy(chart, zoom, (event) => F.shareAt(event.clientX));

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
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way) return;
    shift((way * (time.end - time.start)) / 8);
    event.preventDefault();
  });

  F.startTime = () => {
    new ResizeObserver(() => move(time.start, time.end)).observe(F.$("chart").parentElement);
    open(...first);
  };
})();
