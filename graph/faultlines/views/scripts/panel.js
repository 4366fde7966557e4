"use strict";
/* The evidence panel and everything else that can be chosen by a click: cards, tables, legend, search. */
(() => {
  const F = window.Faultlines;
  const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const words = (name) => name.replace(/(?<=[a-z0-9])([A-Z])/g, " $1").toLowerCase();

  document.addEventListener("click", (event) => {
    const pick = event.target.closest?.("[data-pick], .claim");
    if (!pick) return;
    const select = pick.dataset.pick || `statement:${pick.closest(".card").dataset.key}`;
    F.change({ select: F.state.select === select ? "" : select });
    if (F.state.select.startsWith("statement:")) F.cards.get(select.slice(10))?.scrollIntoView({ block: "nearest" });
    else if (F.state.select) F.$("evidence").scrollTop = 0;
  });
  F.$("close")?.addEventListener("click", () => F.change({ select: "" }));

  function heading(select, view) {
    const node = F.nodes.get(select);
    if (node) {
      const also = node.names.length ? `also: ${node.names.join(", ")}` : "";
      return [node.name, [words(node.cls), also].filter(Boolean).join(" · "), node.text];
    }
    const group = F.groupOf(select);
    if (group) return [group.name, group.kind, group.members.map((id) => F.nodes.get(id).name).join(", ")];
    if (select.includes("~")) return [select.split("~").map((id) => F.nodes.get(id).name).join(" – "), "", ""];
    return [plural(view.picked.size, "statement"), "", ""].map((text) => text.replace(/^1 /, "One "));
  }

  F.onChange((state, view) => {
    if (!F.$("evidence")) return;
    const chosen = view.picked !== null;
    document.body.classList.toggle("has-choice", chosen);
    const visible = view.picked || view.shown;
    F.list(visible, state.select);
    const [title, kind, text] = chosen ? heading(state.select, view) : ["Evidence", "", ""];
    F.$("panel-title").textContent = title;
    F.$("panel-kind").textContent = kind;
    F.$("panel-text").textContent = text;
    F.$("panel-count").textContent = chosen
      ? plural(visible.size, "statement")
      : `${plural(visible.size, "statement")} shown; choose a name or a line to see its own.`;
    F.$("close").hidden = !chosen;
    F.$("none").hidden = visible.size > 0;
    for (const row of F.all("tbody tr")) {
      const picks = F.all("[data-pick]", row).map((pick) => pick.dataset.pick);
      row.classList.toggle("chosen", chosen && picks.includes(state.select));
    }
  });

  /* Search: words narrow the statements; names that match are offered to choose. */
  const input = F.$("search");
  const list = F.$("found");
  const matches = (text) => {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    const score = (name) => {
      const at = name.toLowerCase().indexOf(wanted);
      return at < 0 ? 99 : at === 0 ? 0 : 1;
    };
    return F.data.nodes
      .map((node) => ({ node, score: Math.min(score(node.name), ...node.names.map((name) => score(name) + 2)) }))
      .filter((found) => found.score < 99)
      .sort((a, b) => a.score - b.score || b.node.size - a.node.size)
      .slice(0, 8)
      .map((found) => found.node);
  };
  function choose(id) {
    list.hidden = true;
    input.value = "";
    F.change({ select: id, words: "" });
  }
  input?.addEventListener("input", () => {
    const found = matches(input.value);
    list.replaceChildren(
      ...found.map((node) => {
        const item = document.createElement("li");
        const button = F.element("button", node.name, { type: "button" });
        button.append(" ", F.element("small", words(node.cls)));
        button.addEventListener("click", () => choose(node.id));
        item.append(button);
        return item;
      }),
    );
    list.hidden = !found.length;
    F.change({ words: input.value });
  });
  input?.addEventListener("keydown", (event) => {
    const found = matches(input.value);
    if (event.key === "Enter" && found.length) choose(found[0].id);
    if (event.key === "ArrowDown" && !list.hidden) list.querySelector("button").focus();
  });
  document.addEventListener("click", (event) => {
    if (list && !event.target.closest?.(".search")) list.hidden = true;
  });
  F.onChange((state) => {
    if (input && input.value !== state.words && document.activeElement !== input) input.value = state.words;
  });
})();
