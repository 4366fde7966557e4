"use strict";
/* The matrix of positions: marks follow the filters, rows and columns can be put in another order. */
(() => {
  const F = window.Faultlines;
  const table = F.$("matrix");
  if (!table) return;
  const { actors, issues, shared } = F.data.chart;
  const body = table.tBodies[0];
  const rows = new Map(F.all("tr", body).map((row) => [row.dataset.issue, row]));
  const marks = F.all("i[data-key]", body);
  const cells = F.all(".cell", body);
  const every = F.$("every");
  const common = new Set(shared);

  function order() {
    const row = F.$("order-issues").value;
    const column = F.$("order-actors").value;
    body.append(...issues[row].map((id) => rows.get(id)));
    for (const line of [table.tHead.rows[0], ...rows.values()]) {
      const byActor = new Map(Array.from(line.cells).slice(1).map((cell) => [cell.dataset.actor, cell]));
      line.append(...actors[column].map((id) => byActor.get(id)));
    }
  }
  for (const id of ["order-issues", "order-actors"]) F.$(id).addEventListener("change", order);
  every.addEventListener("change", () => show(F.state, F.view));

  /* A row stays as long as one of its statements is shown; a column, too. */
  function show(state, view) {
    const chosen = view.picked;
    const told = state.select.startsWith("keys:") ? chosen : new Set(); // what a link from elsewhere asks for
    const used = new Set();
    for (const mark of marks) {
      mark.hidden = !view.shown.has(mark.dataset.key);
      mark.classList.toggle("faded", Boolean(chosen) && !chosen.has(mark.dataset.key));
    }
    for (const cell of cells) {
      const keys = F.all("i", cell).filter((mark) => !mark.hidden);
      cell.hidden = !keys.length;
      if (keys.length) used.add(cell.parentElement.dataset.actor);
      cell.classList.toggle("chosen-cell", state.select === cell.dataset.pick);
    }
    for (const [issue, row] of rows) {
      const any = F.all(".cell", row).some((cell) => !cell.hidden);
      const asked = F.all("i", row).some((mark) => told.has(mark.dataset.key));
      row.hidden = !any || !(every.checked || common.has(issue) || state.select === issue || asked);
    }
    for (const cell of F.all("[data-actor]", table)) cell.hidden = !used.has(cell.dataset.actor);
    const own = cells.some((cell) => cell.dataset.pick === state.select);
    if (state.select !== before && !own) bring(told);
    before = state.select;
  }

  /* To the top what a link asks for, and back to its place when nobody asks any more. */
  let before = "";
  function bring(keys) {
    order();
    const asked = marks.filter((mark) => keys.has(mark.dataset.key));
    body.prepend(...new Set(asked.map((mark) => mark.closest("tr"))));
    if (!asked.length) return;
    const frame = table.parentElement;
    frame.scrollTop = 0;
    const right = Math.max(...asked.map((mark) => mark.getBoundingClientRect().right));
    frame.scrollLeft += Math.max(0, right + 40 - frame.getBoundingClientRect().right);
  }
  F.onChange(show);

  const quote = (text) => `"${text.replace(/"/g, '""')}"`;
  const said = (cell) => F.all("i", cell).filter((mark) => !mark.hidden).map((mark) => {
    const statement = F.statements.get(mark.dataset.key);
    const words = [mark.classList.contains("ink-plus") ? "for" : "against"];
    if (statement.polarity === "denied") words.push("denied");
    if (statement.modality !== "asserted") words.push(statement.modality);
    return words.join(" ");
  });
  F.csv = () => {
    const heads = Array.from(table.tHead.rows[0].cells).slice(1).filter((cell) => !cell.hidden);
    const lines = [["issue", ...heads.map((cell) => cell.textContent.trim())]];
    for (const row of body.rows) {
      if (row.hidden) continue;
      const byActor = new Map(Array.from(row.cells).map((cell) => [cell.dataset.actor, cell]));
      lines.push([row.cells[0].textContent.trim(), ...heads.map((head) => said(byActor.get(head.dataset.actor)).join("; "))]);
    }
    return lines.map((line) => line.map(quote).join(",")).join("\r\n");
  };
})();
