"use strict";
/* Named questions as examples: chosen by a word of their sentence, their parameters filled in by names. */
(() => {
  const F = window.Faultlines;
  const MOST = 300;

  F.names.then(({ counts, questions, things }) => {
    F.$("counts").prepend(`${counts.statements} statements from ${counts.sources} sources. `);
    F.$("questions").replaceChildren(...questions.map((q) => F.element("option", q.sentence, { value: q.name })));

    /* What a parameter may be: things of its kinds, by their label where only one has it. */
    function choices(parameter) {
      const kinds = parameter.kinds;
      const fits = (id) => kinds.includes("any") ? !id.startsWith("source:") : kinds.includes(id.slice(0, id.indexOf(":")));
      return Object.keys(things).filter(fits).slice(0, MOST);
    }
    function field(parameter, changed) {
      const label = F.element("label", `${parameter.meaning}${parameter.optional ? " (may stay empty)" : ""}`);
      const list = F.element("datalist", "", { id: `choices-${parameter.name}` });
      list.append(...choices(parameter).map((id) => F.element("option", things[id], { value: id })));
      const input = F.element("input", "", { name: parameter.name, list: list.id, autocomplete: "off", placeholder: parameter.kinds[0] === "date" ? "2021-07" : "a name or an id" });
      input.addEventListener("change", changed);
      label.append(input, list);
      return label;
    }

    async function fill(question) {
      const given = Array.from(F.$("parameters").querySelectorAll("input")).filter((input) => input.value.trim());
      const missing = question.parameters.filter((p) => !p.optional && !given.some((input) => input.name === p.name));
      if (missing.length) return F.say(`Say first: ${missing.map((p) => p.meaning).join("; ")}.`);
      const wanted = new URLSearchParams(given.map((input) => [input.name, input.value.trim()]));
      const response = await fetch(`questions/${question.name}?${wanted}`);
      const text = (await response.text()).trim();
      if (!response.ok) return F.say(text, true);
      F.$("query").value = text.split("\n").filter((line) => !line.startsWith("# ?")).join("\n");
      return F.run();
    }

    function begin(question) {
      F.$("sentence").textContent = question.sentence;
      F.$("parameters").replaceChildren(...question.parameters.map((p) => field(p, () => fill(question))));
      fill(question);
      F.$("parameters").querySelector("input")?.focus();
    }

    F.$("question").addEventListener("input", () => {
      const question = questions.find((q) => q.name === F.$("question").value);
      if (question) begin(question);
    });
    const all = F.$("all-questions");
    all.firstElementChild.textContent = `All ${questions.length} questions`;
    all.lastElementChild.append(
      ...questions.map((question) => {
        const row = F.element("li");
        const button = F.element("button", question.sentence, { type: "button", title: question.name });
        button.addEventListener("click", () => {
          all.open = false;
          F.$("question").value = question.name;
          begin(question);
        });
        row.append(button);
        return row;
      }),
    );
  });
})();
