// The reading timer: counts the seconds during which the page is in view and writes them into its field, which stays the value that is sent.
const two = number => String(number).padStart(2, "0");

for (const part of document.querySelectorAll("[data-reading-timer]")) {
  const field = part.querySelector("input");
  let seconds = Number(field.value) || 0;
  let paused = false;
  let last = performance.now();

  const face = document.createElement("div");
  face.className = "timer-face";
  const label = document.createElement("small");
  label.textContent = part.dataset.label;
  const clock = document.createElement("b");
  clock.setAttribute("role", "timer");
  clock.setAttribute("aria-live", "off");
  clock.setAttribute("aria-label", part.dataset.label);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn s";
  const text = document.createElement("div");
  text.append(label, clock);
  face.append(text, button);
  part.prepend(face);
  part.classList.add("running");

  const show = () => {
    const whole = Math.floor(seconds);
    clock.textContent = Math.floor(whole / 60) + ":" + two(whole % 60);
    button.textContent = paused ? part.dataset.goOn : part.dataset.pause;
    field.value = (Math.round(seconds * 10) / 10).toString();
  };
  const tick = () => {
    const now = performance.now();
    if (!paused && !document.hidden) seconds = Math.min(86400, seconds + (now - last) / 1000);
    last = now;
    show();
  };
  button.addEventListener("click", () => {
    tick();
    paused = !paused;
    show();
  });
  document.addEventListener("visibilitychange", () => {
    // The time until hiding counts, the time while hidden does not.
    const now = performance.now();
    if (document.hidden && !paused) seconds = Math.min(86400, seconds + (now - last) / 1000);
    last = now;
    show();
  });
  field.form?.addEventListener("submit", tick);
  setInterval(tick, 1000);
  show();
}
