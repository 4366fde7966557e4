"use strict";
/* Days, their places on the screen, and the ticks between them. A day is its number since the first of January of year 1. */
(() => {
  const F = window.Faultlines;
  const UNIX = 719163;
  const NARROW = 620;
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const chart = F.$("chart");
  const dateOf = (day) => new Date((day - UNIX) * 86400000);
  const dayOf = (year, month, date = 1) => {
    const made = new Date(0);
    made.setUTCFullYear(year, month, date);
    return Math.round(made.getTime() / 86400000) + UNIX;
  };

  /* The width is asked for once a drawing: each asking may cost the browser a layout. */
  let wide = 0;
  F.measureTime = () => (wide = chart.clientWidth);
  F.timeSpan = () => wide;
  F.isTight = () => wide < NARROW;
  F.gutter = () => (F.isTight() ? 8 : Math.min(320, Math.max(190, 0.31 * wide)));
  F.timeWidth = () => Math.max(60, wide - F.gutter() - 10);
  F.xOf = (day) => F.gutter() + ((day - F.time.start) / (F.time.end - F.time.start)) * F.timeWidth();
  F.shareAt = (clientX) => {
    const share = (clientX - chart.getBoundingClientRect().left - F.gutter()) / F.timeWidth();
    return Math.min(1, Math.max(0, share));
  };

  /* Units from short to long: days that one takes, the least room it needs, and its beginnings from a day on. */
  const years = (n) => ({
    days: 365.25 * n,
    room: 42,
    next: (day) => dayOf((Math.floor(dateOf(day).getUTCFullYear() / n) + 1) * n, 0),
    words: (date) => [String(date.getUTCFullYear()), false],
  });
  const months = (n, room) => ({
    days: 30.4 * n,
    room,
    next: (day) => {
      const date = dateOf(day);
      return dayOf(date.getUTCFullYear(), (Math.floor(date.getUTCMonth() / n) + 1) * n);
    },
    words: (date) => {
      const month = date.getUTCMonth();
      return [month ? MONTHS[month] : String(date.getUTCFullYear()), !month];
    },
  });
  const days = (n) => ({
    days: n,
    room: 42,
    next: (day) => Math.floor(day / n) * n + n,
    words: (date) => [`${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`, date.getUTCDate() === 1],
  });
  const UNITS = [days(1), days(7), months(1, 32), months(3, 36), ...[1, 2, 5, 10, 20, 50, 100, 500].map(years)];

  F.ticks = () => {
    const pixels = F.timeWidth() / (F.time.end - F.time.start);
    const unit = UNITS.find((one) => one.days * pixels >= one.room) || UNITS[UNITS.length - 1];
    const found = [];
    for (let day = unit.next(Math.floor(F.time.start) - 1); day < F.time.end && found.length < 200; day = unit.next(day)) {
      if (day < F.time.start) continue;
      const [words, major] = unit.words(dateOf(day));
      found.push({ x: F.xOf(day), words, major, day });
    }
    return found;
  };

  /* What the window shows, in words, for what lies beyond its edges. */
  F.dayWords = (day) => {
    const date = dateOf(day);
    return F.time.end - F.time.start > 900 ? String(date.getUTCFullYear()) : `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };
})();
