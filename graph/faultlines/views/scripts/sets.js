"use strict";
/* Sets of statements that a page gives a name, such as what one source says: they can be chosen and found like things. */
(() => {
  const F = window.Faultlines;
  F.addSet = (id, name, keys, { kind = "", text = "", found = false } = {}) => {
    const node = { id, name, cls: kind, size: keys.length, names: [], text, tone: null, rings: [], raised: false };
    F.nodes.set(id, node);
    if (found) F.data.nodes.push(node);
    for (const key of keys) F.statements.get(key).ends.push(id);
  };
})();
