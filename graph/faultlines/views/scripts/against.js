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

  /* Of an edge; two sources may draw one red line, and each address it to somebody else. */
  F.sideOfEdge = (edge, state) => {
    const statement = F.statements.get(edge.statement);
    const side = F.side(statement, state);
    if (side !== "both" || edge.relation !== "to") return side;
    const [mine, other] = statement.source === state.one ? ["one", state.other] : ["other", state.one];
    const isSame = ({ source, subject, polarity }) => source === other && subject === statement.subject && polarity === statement.polarity;
    const alike = F.data.edges.filter(({ relation, from, to }) => relation === "to" && from === edge.from && to === edge.to);
    return alike.some((one) => isSame(F.statements.get(one.statement))) ? "both" : mine;
  };

  F.passesSources = (statement, state) => {
    if (!state.one || !state.other || state.one === state.other) return true;
    const side = F.side(statement, state);
    return Boolean(side) && (state.way === "colour" || state.way === "split" || state.way === side);
  };
})();
