"use strict";
/* The tables under the filters: what tells of statements none of which is shown goes, and a row with all that it tells. */
(() => {
  const F = window.Faultlines;
  const sections = F.all("section.table");
  const keysOf = (piece) => {
    const { keys, pick } = piece.dataset;
    const named = keys || (/^(statement|keys):/.test(pick || "") ? pick.slice(pick.indexOf(":") + 1) : "");
    return named.split(" ").filter((key) => F.statements.has(key));
  };

  /* A row is the list of its pieces that tell of statements, each with those after it in its cell that tell of none. */
  function rowOf(row) {
    const told = [];
    for (const cell of row.cells) {
      let last = null;
      for (const piece of cell.children) {
        const keys = keysOf(piece);
        if (keys.length) told.push((last = { keys, pieces: [piece] }));
        else last?.pieces.push(piece);
      }
    }
    return { row, told };
  }
  const tables = sections.map((section) => ({ section, rows: F.all("tbody tr", section).map(rowOf) }));

  const COUNTS = { statements: (keys) => keys.length, sources: (keys) => new Set(keys.map((key) => F.statements.get(key).source)).size };
  F.onChange((state, view) => {
    const isThere = (key) => view.shown.has(key) || state.select === `statement:${key}`;
    for (const { section, rows } of tables) {
      for (const { row, told } of rows) {
        for (const { keys, pieces } of told) {
          const left = keys.filter(isThere);
          for (const piece of pieces) piece.hidden = !left.length;
          const count = COUNTS[pieces[0].dataset.counts];
          if (count) pieces[0].textContent = pieces[0].textContent.replace(/^\d+/, count(left));
        }
        row.hidden = told.length > 0 && told.every(({ pieces }) => pieces[0].hidden);
      }
      section.hidden = rows.every(({ row }) => row.hidden);
    }
  });
})();
