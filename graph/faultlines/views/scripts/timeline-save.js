"use strict";
/* The shown statements as rows for a table program: what, when it holds, when it was said, and what came of it. */
(() => {
  const F = window.Faultlines;
  const quote = (text) => `"${String(text ?? "").replace(/"/g, '""')}"`;
  const outcomes = new Map(
    F.data.chart.rows.filter((row) => row.outcome).flatMap((row) => [...(row.dated || []), ...row.said || []].flatMap((one) => one.keys.map((key) => [key, row.outcome]))),
  );
  F.csv = () => {
    const lines = [["subject", "relation", "object", "polarity", "modality", "since", "until", "said on", "source", "outcome", "key"]];
    for (const [key, s] of F.statements) {
      if (!F.view.shown.has(key)) continue;
      const [subject, object] = s.ends.map((id) => F.nodes.get(id).name);
      lines.push([subject, s.words, object, s.polarity, s.modality, s.since, s.until, s.said, s.source, outcomes.get(key), key]);
    }
    return lines.map((line) => line.map(quote).join(",")).join("\r\n");
  };
})();
