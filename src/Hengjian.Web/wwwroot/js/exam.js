// A sitting: the time that is left by the server, and each change of an answer saved at once, again and again while the network is away.
// Only the page's own count says which save is newer; no clock of this machine is asked.
const clock = document.querySelector("[data-exam-clock]");
if (clock) {
  const left = Number(clock.dataset.examClock);
  const start = performance.now();
  const two = number => String(number).padStart(2, "0");
  const show = () => {
    const seconds = Math.max(0, Math.ceil(left - (performance.now() - start) / 1000));
    clock.textContent = clock.dataset.label + " " + Math.floor(seconds / 3600) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
    if (seconds === 0) location.reload();
    else setTimeout(show, 1000);
  };
  if (left > 0) show();
}

const state = document.querySelector("[data-exam-save]");
const form = state?.closest("form");
if (form) {
  const url = state.dataset.examSave;
  const keep = "exam:" + url;
  const csrf = document.querySelector("meta[name=hengjian-csrf]")?.content;
  let sequence = Number(state.dataset.sequence) || 0;
  let pending = null;
  let sending = false;
  let wait = 1000;

  const read = () => {
    const data = new FormData(form);
    return { choices: data.getAll("choices"), text: form.elements.text ? data.get("text") : null };
  };
  const say = (text, tone) => {
    state.textContent = text;
    state.dataset.tone = tone;
  };
  const send = async () => {
    if (sending || !pending) return;
    sending = true;
    const body = pending;
    try {
      const answer = await fetch(url, { method: "PUT", keepalive: true, headers: { "Content-Type": "application/json", "X-Hengjian-Csrf": csrf, "Accept-Language": document.documentElement.lang }, body: JSON.stringify(body) });
      if (answer.ok) {
        if (pending === body) {
          pending = null;
          sessionStorage.removeItem(keep);
          say(state.dataset.saved, "ok");
        }
        wait = 1000;
      } else if (answer.status < 500 && answer.status !== 429) {
        const problem = await answer.json().catch(() => null);
        pending = null;
        sessionStorage.removeItem(keep);
        say(state.dataset.refused + " " + (problem?.detail ?? ""), "bad");
        if (answer.status === 409) location.href = location.pathname + "?late=1";
      } else throw new Error();
    } catch {
      say(state.dataset.waiting, "warn");
      setTimeout(send, wait);
      wait = Math.min(wait * 2, 15000);
    } finally {
      sending = false;
    }
    if (pending && pending !== body) send();
  };
  const change = () => {
    pending = { ...read(), sequence: ++sequence };
    sessionStorage.setItem(keep, JSON.stringify(pending));
    say(state.dataset.saving, "warn");
    send();
  };
  let typing = 0;
  form.addEventListener("change", change);
  form.addEventListener("input", event => {
    if (event.target.name !== "text") return;
    clearTimeout(typing);
    typing = setTimeout(change, 1500);
  });
  addEventListener("online", send);

  // Saves of other questions that the network kept from going out.
  const others = async () => {
    const sitting = keep.slice(0, keep.lastIndexOf("/") + 1);
    for (const key of Object.keys(sessionStorage).filter(k => k !== keep && k.startsWith(sitting))) {
      try {
        const answer = await fetch(key.slice(5), { method: "PUT", headers: { "Content-Type": "application/json", "X-Hengjian-Csrf": csrf }, body: sessionStorage.getItem(key) });
        if (answer.status < 500) sessionStorage.removeItem(key);
      } catch {
        return;
      }
    }
  };
  others();

  // What could not be saved before the page was left is shown and saved now, unless something newer stands on the server.
  const left = JSON.parse(sessionStorage.getItem(keep) ?? "null");
  if (left && left.sequence > sequence) {
    for (const field of form.querySelectorAll("[name=choices]")) field.checked = left.choices.includes(field.value);
    if (form.elements.text && left.text !== null) form.elements.text.value = left.text;
    sequence = left.sequence;
    pending = left;
    send();
  } else sessionStorage.removeItem(keep);
}
