"use strict";
/* Without an address: of whom most is said, to begin with, and the list of all names, narrowed by what one types. */
(() => {
  const F = window.Faultlines;
  const { $, element, data, plural } = F;
  const MOST = 8;
  const KINDS = [
    ["States, bodies, groups", ({ id, cls }) => id.startsWith("actor:") && cls !== "person"],
    ["People", ({ cls }) => cls === "person"],
    ["What they quarrel about", ({ id }) => id.startsWith("issue:")],
    ["Events", ({ id }) => id.startsWith("event:")],
    ["Areas", ({ id }) => id.startsWith("area:")],
  ];
  let names = [];
  let uses = new Map();
  const count = ({ id }) => (uses.get(id) || []).length;
  const byName = (a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1);

  function busiest() {
    const made = [];
    for (const [title, test] of KINDS) {
      const first = names.filter((name) => test(name) && count(name)).sort((a, b) => count(b) - count(a) || byName(a, b)).slice(0, MOST);
      if (!first.length) continue;
      const list = element("ol");
      for (const name of first) {
        const item = element("li");
        const bar = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        for (const [key, value] of Object.entries({ viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" })) bar.setAttribute(key, value);
        for (const [key, value] of Object.entries({ width: ((100 * count(name)) / count(first[0])).toFixed(1), height: 4 })) rect.setAttribute(key, value);
        bar.append(rect);
        item.append(F.link(name.id), " ", element("small", plural(count(name), "statement")), bar);
        list.append(item);
      }
      const section = element("section");
      section.append(element("h2", title), list);
      made.push(section);
    }
    return made;
  }

  function list() {
    const wanted = $("narrow").value.trim().toLowerCase();
    const left = names.filter((name) => !wanted || name.words.includes(wanted)).sort(byName);
    const groups = new Map();
    for (const name of left) groups.set(name.cls, [...(groups.get(name.cls) || []), name]);
    const order = Array.from(groups).sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
    $("left").textContent = plural(left.length, "name");
    $("busiest").hidden = $("all-names").hidden = Boolean(wanted);
    $("names").replaceChildren(
      ...order.flatMap(([cls, members]) => {
        const made = element("ul");
        for (const name of members) {
          const item = element("li");
          item.append(F.link(name.id), " ", element("small", String(count(name))));
          made.append(item);
        }
        return [element("h2", cls), made];
      }),
    );
  }
  $("narrow").addEventListener("input", list);

  F.directory = (known, used) => {
    document.title = "Names · Faultlines";
    [names, uses] = [known, used];
    $("busiest").replaceChildren(...busiest());
    list();
  };
})();
