"use strict";
(() => {
  const table = document.getElementById("rows");
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const find = document.getElementById("find");
  const shown = document.getElementById("shown");
  const buttons = Array.from(document.querySelectorAll(".toolbar .choice"));
  const more = document.getElementById("more");
  let most = 100;  // also in index.css
  let rows = Array.from(body.rows).map((row) => ({
    row, text: row.textContent.toLowerCase(), labels: row.dataset.labels.split(" "), status: row.dataset.status,
    fits: true, keys: [],
  }));
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function count(some) {
    return some.length.toLocaleString("en");
  }

  function key(entry, column, isNumber) {
    if (entry.keys[column] === undefined) {
      const cell = entry.row.cells[column];
      if (!isNumber) entry.keys[column] = cell.textContent.trim();
      else entry.keys[column] = cell.dataset.v === undefined ? null : Number(cell.dataset.v);
    }
    return entry.keys[column];
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

  // A browser moves and lays out a hundred rows at once, thousands take it seconds: the page holds those that
  // are shown, and the others wait outside of it.
  function show() {
    const fitting = rows.filter((entry) => entry.fits);
    const page = document.createDocumentFragment();  // a call takes no more than some 65,000 arguments
    for (const entry of fitting.slice(0, most)) page.append(entry.row);
    body.replaceChildren(page);
    more.hidden = fitting.length <= most;
    more.textContent = "Show all " + count(fitting) + " rows";
    shown.textContent = (fitting.length < rows.length ? count(fitting) + " of " : "") + count(rows) + " rows";
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
    waiting = setTimeout(filter, 60);
  });
  more.addEventListener("click", () => {
    most = Infinity;
    table.classList.add("all");
    show();
  });
  window.addEventListener("beforeprint", () => more.click());
  document.getElementById("toolbar").hidden = false;
  filter();
})();
