"use strict";
/* An answer as a table that sorts by its heads; things lead to their own page. */
(() => {
  const F = window.Faultlines;
  const PAGE = 500;

  F.text = (term) => (!term ? "" : term.type === "uri" ? F.short(term.value) : term.value);
  F.isNumber = (term) => term?.type === "literal" && /#(integer|decimal|double|float|nonNegativeInteger)$/.test(term.datatype || "");

  function cell(term, things) {
    const text = F.text(term);
    const td = F.element("td", "", F.isNumber(term) ? { class: "number" } : {});
    const [kind] = text.split(":");
    if (term?.type === "uri" && term.value.startsWith("https://w3id.org/faultlines/id/")) {
      const path = term.value.slice("https://w3id.org/faultlines/id/".length);
      td.append(F.element("a", things[text] || text, { href: `id/${path.split("/").map(encodeURIComponent).join("/")}` }));
      if (things[text]) td.append(" ", F.element("small", kind));
    } else td.append(text);
    return td;
  }

  function order(rows, column, down) {
    const value = (row) => (F.isNumber(row[column]) ? Number(row[column].value) : F.text(row[column]).toLowerCase());
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    return rows.slice().sort((a, b) => (down ? -1 : 1) * compare(value(a), value(b)));
  }

  F.showRows = async (answer) => {
    const { things } = await F.names;
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    const body = table.createTBody();
    const fill = (rows) => {
      body.replaceChildren(
        ...rows.slice(0, PAGE).map((row) => {
          const tr = document.createElement("tr");
          tr.append(...answer.columns.map((column) => cell(row[column], things)));
          return tr;
        }),
      );
    };
    let sorted = "";
    for (const column of answer.columns) {
      const th = F.element("th", "", { scope: "col" });
      const button = F.element("button", column, { type: "button", title: "Sort" });
      button.addEventListener("click", () => {
        sorted = sorted === column ? `${column}-` : column;
        for (const other of head.cells) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", sorted === column ? "ascending" : "descending");
        fill(order(answer.rows, column, sorted !== column));
      });
      th.append(button);
      head.append(th);
    }
    fill(answer.rows);
    F.$("rows").replaceChildren(answer.rows.length ? table : F.element("p", "Nothing was found.", { class: "prose empty" }));
    if (answer.rows.length > PAGE) {
      F.$("rows").append(F.element("p", `The first ${PAGE} of ${answer.rows.length} rows; download for all of them.`, { class: "prose" }));
    }
  };
})();
