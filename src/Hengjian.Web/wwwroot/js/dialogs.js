// A link that names a dialog opens it as a modal one; without scripts its address shows the same dialog on the page.
document.addEventListener("click", event => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog && typeof dialog.showModal === "function") {
      event.preventDefault();
      dialog.showModal();
      dialog.addEventListener("close", () => opener.focus(), { once: true });
    }
    return;
  }
  const closer = event.target.closest("dialog [data-close]");
  if (closer) {
    const dialog = closer.closest("dialog");
    if (dialog.open) {
      event.preventDefault();
      dialog.close();
    }
  }
});
