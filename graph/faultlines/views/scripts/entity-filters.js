"use strict";
/* Which statements of a name are shown; it stands in the address and goes with every link to another name. */
(() => {
  const F = window.Faultlines;
  const { data, $ } = F;
  for (const [name, source] of Object.entries(data.sources)) $("source").append(F.element("option", source.title, { value: name }));

  F.passes = (key) => {
    const s = data.statements[key];
    return (!$("so").checked || F.said(s)) && (!$("source").value || s.source === $("source").value);
  };

  function keep() {
    const parameters = new URLSearchParams();
    if ($("so").checked) parameters.set("hide", "unsure");
    if ($("source").value) parameters.set("source", $("source").value);
    F.filter(parameters.toString());
  }
  F.restoreFilters = () => {
    const asked = F.asked();
    $("so").checked = asked.get("hide") === "unsure";
    $("source").value = Object.hasOwn(data.sources, asked.get("source") || "") ? asked.get("source") : "";
    keep();
  };
  for (const id of ["so", "source"]) {
    $(id).addEventListener("change", () => {
      keep();
      try {
        history.replaceState(null, "", F.address(F.here()));
      } catch {
        /* inside srcdoc there is no address to write */
      }
      F.show(F.here());
    });
  }
})();
