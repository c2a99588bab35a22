// The account menu closes at a click elsewhere and at Escape.
const open = () => document.querySelectorAll("details.me[open]");
document.addEventListener("click", event => {
  for (const menu of open())
    if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (location.hash === "#nav") location.hash = "main";
});
