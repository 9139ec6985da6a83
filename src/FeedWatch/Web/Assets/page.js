// Everything works without this script. It shows times in the reader's own zone, tells what is wrong with a topic while it is
// typed, copies what is to be pasted, and lets the service get ready for a search as soon as somebody is about to type one.
"use strict";

for (const time of document.querySelectorAll("time[datetime]")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.getTime())) {
    time.title = time.textContent;
    time.textContent = moment.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
  }
}

for (const field of document.querySelectorAll("input[data-check]")) {
  const place = document.getElementById(field.getAttribute("aria-describedby"));
  let pause;
  let asked = 0;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      const number = ++asked;
      const answer = await fetch(field.dataset.check + "?topic=" + encodeURIComponent(field.value));
      if (answer.ok && number === asked) {
        place.replaceChildren(...(await answer.json()).problems.map(show));
      }
    }, 250);
  });
}

for (const field of document.querySelectorAll("input[type=search]")) {
  field.addEventListener("focus", () => fetch("/try", { method: "HEAD", keepalive: true }).catch(() => {}), { once: true });
}

function show(problem) {
  const box = document.createElement("div");
  box.className = problem.isWarning ? "note" : "error";
  const text = document.createElement("p");
  text.textContent = problem.message + " " + problem.remedy;
  const place = document.createElement("p");
  const code = document.createElement("code");
  code.className = "place";
  const mark = document.createElement("mark");
  const end = problem.position + problem.length;
  mark.textContent = problem.clause.slice(problem.position, end) || "▲";
  code.append(problem.clause.slice(0, problem.position), mark, problem.clause.slice(end));
  const where = document.createElement("span");
  where.className = "meta";
  where.textContent = " character " + (problem.position + 1);
  place.append(code, where);
  box.append(text, place);
  return box;
}

for (const text of document.querySelectorAll("pre[data-copy]")) {
  if (navigator.clipboard) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
    });
    text.after(button);
  }
}
