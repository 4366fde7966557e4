"use strict";
/* Prefix dates, compared as the graph does: by the first and the last day that they may mean. */
(() => {
  const F = window.Faultlines;
  const first = (date) => (date + "-01-01").slice(0, 10);
  const last = (date) => ({ 4: `${date}-12-31`, 7: `${date}-31` })[date.length] || date;

  F.isDate = (text) => /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text);

  /* Whether it holds on some day of a date; what says no time counts as holding. */
  F.holds = ({ since, until }, at) => !at || ((!since || first(since) <= last(at)) && (!until || last(until) >= first(at)));

  /* Whether it may have been said by the end of a date; of what gives no date nobody knows. */
  F.isSaid = ({ said }, until) => !until || !said || first(said) <= last(until);

  /* The last of some dates that does not lie after a date. */
  F.stopAt = (stops, date) => stops.filter((stop) => last(stop) <= last(date)).length - 1;

  const MONTHS = "January February March April May June July August September October November December".split(" ");
  F.dateWords = (date) => {
    const [year, month, day] = date.split("-");
    return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
  };
})();
