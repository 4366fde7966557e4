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
  const orders = { actors: F.$("order-actors"), issues: F.$("order-issues") };
  for (const select of Object.values(orders)) {
    select.addEventListener("change", () => {
      order();
      F.change({});
    });
  }
  every.addEventListener("change", () => F.change({}));

  /* The address holds the order, too, and whether every row is asked for. */
  const [read, write] = [F.readAddress, F.writeAddress];
  F.readAddress = () => {
    const parameters = read();
    for (const [name, select] of Object.entries(orders)) {
      const asked = parameters.get(`${name}-by`);
      select.value = Object.hasOwn(F.data.chart[name], asked ?? "") ? asked : "number";
    }
    every.checked = every.defaultChecked || parameters.get("every") === "yes";
    order();
    return parameters;
  };
  F.writeAddress = (parameters) => {
    for (const [name, select] of Object.entries(orders)) if (select.value !== "number") parameters.set(`${name}-by`, select.value);
    if (every.checked && !every.defaultChecked) parameters.set("every", "yes");
    write(parameters);
  };

  /* A row stays as long as one of its statements is shown; a column, too. */
  function show(state, view) {
    const chosen = view.picked;
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
    const usual = (row) => every.checked || common.has(row.dataset.issue);
    const told = asked(state, chosen, usual);
    for (const row of rows.values()) {
      const any = F.all(".cell", row).some((cell) => !cell.hidden);
      row.hidden = !any || !(usual(row) || F.all("i", row).some((mark) => told.has(mark.dataset.key)));
    }
    for (const cell of F.all("[data-actor]", table)) cell.hidden = !used.has(cell.dataset.actor);
    const own = cells.some((cell) => cell.dataset.pick === state.select);
    if (state.select !== before && !own) bring(told);
    if (state.select !== before) reveal(rows.get(state.select)?.cells[0] || F.all("thead [data-actor]", table).find((cell) => cell.dataset.actor === state.select));
    before = state.select;
  }

  /* Statements that bring their rows: those a link from elsewhere asks for, or all chosen where no usual row has one. */
  function asked(state, chosen, usual) {
    if (!chosen || state.select.startsWith("keys:")) return chosen || new Set();
    return marks.some((mark) => chosen.has(mark.dataset.key) && usual(mark.closest("tr"))) ? new Set() : chosen;
  }

  /* The head of a row or a column, where it lies outside what is seen of the matrix. */
  function reveal(head) {
    if (!head || head.hidden) return;
    const frame = table.parentElement;
    const [seen, box, corner] = [frame, head, table.querySelector(".corner")].map((one) => one.getBoundingClientRect());
    if (head.scope === "row" && (box.top < corner.bottom || box.bottom > seen.bottom)) frame.scrollTop += box.top - corner.bottom - 8;
    if (head.scope === "col" && (box.left < corner.right || box.right > seen.right)) frame.scrollLeft += box.left - corner.right - 8;
    if (head.scope === "row" && F.narrow()) requestAnimationFrame(() => above(head)); // where the panel lies over the page
  }
  function above(head) {
    const { top, bottom } = head.getBoundingClientRect();
    const bar = document.querySelector(".bar").offsetHeight;
    if (top < bar || bottom > 0.5 * innerHeight) scrollBy(0, top - bar - 12);
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
