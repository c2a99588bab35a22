// Asks again for the parts of the page that wait for a job, and puts the new ones in their place until the job is done.
const wait = seconds => new Promise(done => setTimeout(done, seconds * 1000));

async function follow(id) {
  for (;;) {
    const part = document.getElementById(id);
    const seconds = Number(part?.dataset.refresh);
    if (!seconds) return;
    await wait(seconds);
    if (document.hidden) continue;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(id);
      if (!fresh) return;
      part.replaceWith(document.importNode(fresh, true));
    } catch {
      // The network is away: try again at the next turn.
    }
  }
}

for (const part of document.querySelectorAll("[data-refresh]")) follow(part.id);
