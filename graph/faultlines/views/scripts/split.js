"use strict";
/* Two sources side by side: the network draws what the first says, a picture beside it what the second says; both lie
   the same way and move together. */
(() => {
  const F = window.Faultlines;
  const { network } = F;
  const beside = F.$("beside");
  if (!network || !beside) return;
  const place = F.$("network");
  const one = F.picture;

  const titles = new Map(F.all("#one option").map((option) => [option.value, option.textContent]));
  const isSplit = () => F.half(F.state, F.view, "one") !== F.view;

  function asOther(make) {
    const before = F.drawn;
    F.drawn = F.half(F.state, F.view, "other");
    F.chooseLabels(F.drawn);
    const made = make();
    F.drawn = before;
    F.chooseLabels(F.drawn);
    return made;
  }

  /* The same part of the plane as the network shows. */
  function follow() {
    const picture = beside.firstElementChild;
    if (!picture) return;
    const { x, y } = network.getViewPosition();
    const [width, height] = [beside.clientWidth, beside.clientHeight].map((side) => side / network.getScale());
    picture.setAttribute("viewBox", [x - width / 2, y - height / 2, width, height].join(" "));
  }

  F.onPaint = () => {
    const split = isSplit();
    if (beside.hidden === split) {
      beside.hidden = !split;
      place.parentElement.classList.toggle("split", split);
      place.parentElement.classList.toggle("stacked", split && !F.data.tall);
      network.setSize("100%", "100%");
      F.fit(); // which paints once more
      return;
    }
    for (const side of ["one", "other"]) F.$(`title-${side}`).textContent = split ? titles.get(F.state[side]) : "";
    if (!split) return beside.replaceChildren();
    const picture = asOther(() => one(false));
    picture.removeAttribute("width");
    picture.removeAttribute("height");
    beside.replaceChildren(picture);
    follow();
  };
  network.on("afterDrawing", follow);

  /* As a file, both beside each other. */
  F.picture = () => {
    if (!isSplit()) return one();
    const halves = [one(), asOther(() => one())];
    const [width, height] = ["width", "height"].map((side) => Math.max(...halves.map((half) => Number(half.getAttribute(side)))));
    const root = halves[0].cloneNode(false);
    root.setAttribute("viewBox", `0 0 ${2 * width} ${height}`);
    root.setAttribute("width", 2 * width);
    root.setAttribute("height", height);
    halves.forEach((half, i) => {
      half.setAttribute("x", i * width);
      const foot = half.lastElementChild;
      foot.textContent = `${titles.get(F.state[i ? "other" : "one"])} · ${foot.textContent}`;
      root.append(half);
    });
    return root;
  };
  F.onPaint();
})();
