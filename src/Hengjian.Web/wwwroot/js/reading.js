// Reading on line: marks the time while the page is in view; the server counts. Without this script the button of the page does the same.
const every = 20000;

for (const part of document.querySelectorAll("[data-reading]")) {
  const state = part.querySelector("[data-reading-state]");
  const token = document.querySelector("meta[name=hengjian-csrf]")?.content;
  let over = false;

  const mark = async () => {
    if (over || document.hidden) return;
    try {
      const answer = await fetch(part.dataset.reading, { method: "POST", headers: { "X-Hengjian-Csrf": token ?? "" } });
      if (!answer.ok) {
        state.textContent = part.dataset.stopped;
        return;
      }
      const { seconds, minimumSeconds, completed } = await answer.json();
      const share = Math.min(100, Math.round((seconds / minimumSeconds) * 100));
      const bar = part.querySelector("[role=progressbar]");
      bar.setAttribute("aria-valuenow", String(share));
      bar.querySelector("i").style.width = share + "%";
      state.textContent = completed ? part.dataset.done : Math.floor(seconds / 60) + " / " + Math.floor(minimumSeconds / 60) + " min";
      over = completed;
    } catch {
      // The network is away: the next mark begins anew where the gap was too long.
      state.textContent = part.dataset.stopped;
    }
  };

  document.addEventListener("visibilitychange", mark);
  setInterval(mark, every);
  mark();
}
