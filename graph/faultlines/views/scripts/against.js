"use strict";
/* Source against source: what only the one says, only the other, or both. */
(() => {
  const F = window.Faultlines;
  F.WAYS = ["colour", "split", "one", "other", "both"];

  /* "one", "other" or "both", where two sources are chosen and the statement is of one of them; else "". */
  F.side = (statement, { one, other }) => {
    const mine = [one, other].indexOf(statement.source);
    if (!one || !other || one === other || mine < 0) return "";
    return statement.also.includes(mine ? one : other) ? "both" : mine ? "other" : "one";
  };

  F.passesSources = (statement, state) => {
    if (!state.one || !state.other || state.one === state.other) return true;
    const side = F.side(statement, state);
    return Boolean(side) && (state.way === "colour" || state.way === "split" || state.way === side);
  };
})();
