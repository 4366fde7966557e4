"use strict";
/* The rows of a query: sorted by a column, narrowed by words, saved as CSV. */
(() => {
  const table = document.getElementById("rows");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);

  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => {
        const cell = row.cells[column];
        return cell.classList.contains("number") ? Number(cell.textContent) : cell.textContent.toLowerCase();
      };
      const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
      body.append(...rows.slice().sort((a, b) => (up ? 1 : -1) * compare(value(a), value(b))));
    });
  });

  const narrow = document.getElementById("narrow");
  narrow.addEventListener("input", () => {
    const words = narrow.value.trim().toLowerCase().split(/\s+/);
    for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
    const left = rows.filter((row) => !row.hidden).length;
    document.getElementById("left").textContent = `${left} of ${rows.length} rows`;
  });

  const quote = (text) => `"${text.replace(/"/g, '""')}"`;
  document.getElementById("csv").addEventListener("click", () => {
    const lines = [heads.map((head) => quote(head.textContent)), ...Array.from(body.rows).filter((row) => !row.hidden).map((row) => Array.from(row.cells).map((cell) => quote(cell.dataset.id || cell.textContent.trim())))];
    const link = document.createElement("a");
    link.download = `${document.body.dataset.name}.csv`;
    link.href = URL.createObjectURL(new Blob([`\ufeff${lines.map((line) => line.join(",")).join("\r\n")}`], { type: "text/csv;charset=utf-8" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
})();
