"use strict";
(() => {
  const table = document.getElementById("rows");
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const find = document.getElementById("find");
  const shown = document.getElementById("shown");
  const buttons = Array.from(document.querySelectorAll(".toolbar .choice"));
  const more = document.getElementById("more");
  let most = 200;
  let rows = Array.from(body.rows).map((row) => ({
    row, text: row.textContent.toLowerCase(), labels: row.dataset.labels.split(" "), status: row.dataset.status, fits: true,
  }));
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function key(entry, column, isNumber) {
    const cell = entry.row.cells[column];
    if (!isNumber) return cell.textContent.trim();
    return cell.dataset.v === undefined ? null : Number(cell.dataset.v);
  }

  function sort(head, isDown) {
    const column = Number(head.dataset.key), isNumber = head.dataset.type === "number";
    const sign = isDown ? -1 : 1;
    const keyed = rows.map((entry, at) => ({ entry, at, key: key(entry, column, isNumber) }));
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.at - b.at;
      return (isNumber ? sign * (a.key - b.key) : sign * order.compare(a.key, b.key)) || a.at - b.at;
    });
    rows = keyed.map((one) => one.entry);
    const sorted = document.createDocumentFragment();
    for (const entry of rows) sorted.appendChild(entry.row);
    body.appendChild(sorted);
    for (const one of heads) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    show();
  }

  function filter() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const on = buttons.filter((one) => one.getAttribute("aria-pressed") === "true");
    const labels = on.map((one) => one.dataset.label).filter(Boolean);
    const statuses = on.map((one) => one.dataset.status).filter(Boolean);
    for (const entry of rows) {
      entry.fits = words.every((word) => entry.text.includes(word))
        && (!labels.length || labels.some((label) => entry.labels.includes(label)))
        && (!statuses.length || statuses.includes(entry.status));
    }
    show();
  }

  // A browser lays out some hundred rows at once; thousands make sorting feel slow.
  function show() {
    let count = 0;
    for (const entry of rows) {
      count += entry.fits ? 1 : 0;
      entry.row.hidden = !entry.fits || count > most;
    }
    more.hidden = count <= most;
    more.textContent = "Show all " + count + " rows";
    shown.textContent = count === rows.length ? count + " rows" : count + " of " + rows.length + " rows";
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort");
      const startsDown = head.dataset.type === "number" && head.dataset.key !== "0" && head.dataset.key !== "4";
      sort(head, was ? was === "ascending" : startsDown);
    });
  }
  for (const one of buttons) {
    one.addEventListener("click", () => {
      one.setAttribute("aria-pressed", String(one.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  let waiting = 0;
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  more.addEventListener("click", () => {
    most = Infinity;
    show();
  });
  window.addEventListener("beforeprint", () => more.click());
  document.getElementById("toolbar").hidden = false;
  filter();
})();
