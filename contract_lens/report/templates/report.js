"use strict";
(() => {
  const toolbar = document.getElementById("toolbar");
  if (!toolbar) return;
  const clauses = Array.from(document.querySelectorAll(".clause"));
  const gaps = Array.from(document.querySelectorAll(".gap"));
  const bodies = Array.from(document.querySelectorAll(".body"));
  const buttons = Array.from(toolbar.querySelectorAll(".choice"));
  const shown = document.getElementById("shown");
  const clear = document.getElementById("clear");
  let current = -1;

  const pressed = (name) => buttons
    .filter((one) => one.dataset[name] && one.getAttribute("aria-pressed") === "true")
    .map((one) => one.dataset[name]);

  function filter() {
    const stances = pressed("stance"), jobs = pressed("job");
    const isOpen = !stances.length && !jobs.length;
    let count = 0;
    for (const clause of clauses) {
      const own = clause.dataset.jobs.split(" ");
      const fits = (!stances.length || stances.includes(clause.dataset.stance))
        && (!jobs.length || jobs.some((job) => own.includes(job)));
      clause.hidden = !fits;
      count += fits ? 1 : 0;
    }
    for (const gap of gaps) gap.hidden = !isOpen;
    for (const body of bodies) body.classList.toggle("with-neutral", stances.includes("neutral"));
    shown.textContent = isOpen ? clauses.length + " clauses" : count + " of " + clauses.length + " clauses";
    clear.disabled = isOpen;
  }

  function showAll() {
    for (const one of buttons) one.setAttribute("aria-pressed", "false");
    filter();
  }

  function arrive(clause, scroll) {
    for (const one of document.querySelectorAll(".arrived")) one.classList.remove("arrived");
    clause.classList.add("arrived");
    current = clauses.indexOf(clause);
    clause.focus({ preventScroll: true });
    if (scroll) clause.scrollIntoView({ block: "start" });
  }

  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.classList.contains("clause")) return;
    if (target.hidden) showAll();
    arrive(target, true);
  }

  function step(by) {
    const isOpen = clear.disabled;
    for (let at = current + by; at >= 0 && at < clauses.length; at += by) {
      const worthIt = !isOpen || ["adversarial", "collaborative"].includes(clauses[at].dataset.stance);
      if (!clauses[at].hidden && worthIt) return arrive(clauses[at], true);
    }
  }

  for (const one of buttons) {
    one.addEventListener("click", () => {
      one.setAttribute("aria-pressed", String(one.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) setTimeout(follow, 0);
  });
  clear.addEventListener("click", showAll);
  document.getElementById("before").addEventListener("click", () => step(-1));
  document.getElementById("after").addEventListener("click", () => step(1));
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details")) one.open = true;
  });
  toolbar.hidden = false;
  filter();
  follow();
})();
