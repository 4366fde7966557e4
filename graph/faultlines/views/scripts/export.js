"use strict";
/* The picture as a file, with the choice and the filters of the moment. */
(() => {
  const F = window.Faultlines;
  const SCALE = 2;
  const name = (ending) => `${document.body.dataset.name}.${ending}`;

  function save(blob, file) {
    const link = F.element("a", "", { download: file });
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  F.svg = () => new Blob([new XMLSerializer().serializeToString(F.picture())], { type: "image/svg+xml" });

  F.png = async () => {
    const picture = F.picture();
    const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side)) * SCALE);
    const url = URL.createObjectURL(F.svg());
    try {
      const image = new Image(width, height);
      image.src = url;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [width, height];
      canvas.getContext("2d").drawImage(image, 0, 0, width, height);
      return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    } finally {
      URL.revokeObjectURL(url);
    }
  };

  for (const [id, there, make] of [
    ["png", F.picture, F.png],
    ["svg", F.picture, F.svg],
    ["csv", F.csv, () => new Blob([`\ufeff${F.csv()}`], { type: "text/csv;charset=utf-8" })],
  ]) {
    const button = F.$(id);
    if (!button) continue;
    button.hidden = !there;
    button.addEventListener("click", async () => save(await make(), name(id)));
  }
})();
