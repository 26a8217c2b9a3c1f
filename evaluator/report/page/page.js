
"use strict";
const filters = document.getElementById("filters");
const items = Array.from(document.querySelectorAll(".item"));
function apply() {
  const choice = new FormData(filters);
  const kinds = new Set(choice.getAll("kind"));
  const target = choice.get("target");
  const text = choice.get("text").trim().toLowerCase();
  let shown = 0;
  for (const item of items) {
    const fits = kinds.has(item.dataset.kind) &&
      (target === "" || item.dataset.targets.includes(" " + target + " ")) &&
      item.textContent.toLowerCase().includes(text);
    item.hidden = !fits;
    if (fits) shown++;
  }
  document.getElementById("shown").value = shown + " of " + items.length + " shown";
}
filters.addEventListener("input", apply);
filters.addEventListener("submit", event => event.preventDefault());
window.addEventListener("beforeprint", () => {
  for (const d of document.querySelectorAll("details")) d.open = true;
});
apply();
