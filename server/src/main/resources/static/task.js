// The live log of a task's page. What the page was rendered with stays; the stream goes on after it.
"use strict";
(() => {
  const log = document.getElementById("log");
  if (!log) return;
  const state = document.getElementById("log-state");
  const MAX_LINES = 5000;
  const ANSI = /\x1B(?:\[[0-?]*[ -\/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)?|[@-Z\\^_])/g;
  const HIDDEN = /[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\x00-\x08\x0B-\x1F\x7F-\x9F]/g;
  let last = Number(log.dataset.last);
  let told = log.dataset.status;
  let wait = 1000;
  let source;

  const atBottom = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const toBottom = () => { log.scrollTop = log.scrollHeight; };
  // The same words as platform.Wording's.
  const printed = text => String(text).replace(ANSI, "").replace(/\r(?=\n|$)/g, "")
    .replace(HIDDEN, c => "<U+" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + ">");

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const row = line => {
    const item = document.createElement("li");
    const level = String(line.level || "info").toLowerCase();
    item.className = "level-" + level.replace(/[^a-z]/g, "");
    const at = new Date(line.at);
    const time = element("time", isNaN(at) ? "" : at.toISOString().slice(11, 19));
    const said = element("span", "", "said");
    if (level !== "info") said.append(element("b", printed(level), "level"));
    said.append(element("bdi", printed(line.text)));
    item.append(time, element("span", printed(line.phase || ""), "phase"), said);
    return item;
  };

  const add = items => {
    const follow = atBottom();
    log.append(...items);
    while (log.children.length > MAX_LINES) log.firstElementChild.remove();
    if (follow) toBottom();
  };

  const addLines = (data, id) => {
    const lines = [].concat(data.lines || data).filter(line => Number(line.position || id) > last);
    if (!lines.length) return;
    add(lines.map(row));
    last = Number(lines[lines.length - 1].position || id);
  };

  // Fetches this page again and takes over what has changed beside the log.
  let refreshing = false;
  let again = false;
  const refresh = async () => {
    if (refreshing) {
      again = true;
      return;
    }
    refreshing = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["state", "results", "after"]) {
        const old = document.getElementById(id);
        const now = fresh.getElementById(id);
        if (!old || !now || old.innerHTML === now.innerHTML) continue;
        const focused = old.contains(document.activeElement);
        old.replaceWith(document.adoptNode(now));
        if (focused) document.getElementById("main").focus({ preventScroll: true });
      }
    } catch {
      // The server is away for a moment: what is shown stays.
    } finally {
      refreshing = false;
      if (again) {
        again = false;
        refresh();
      }
    }
  };

  const parse = event => {
    try {
      return JSON.parse(event.data);
    } catch {
      return {};
    }
  };

  const connect = () => {
    source = new EventSource(log.dataset.stream + (last ? "&lastEventId=" + last : ""));
    source.addEventListener("open", () => {
      wait = 1000;
      state.textContent = "live";
    });
    source.addEventListener("log", event => addLines(parse(event), event.lastEventId));
    source.addEventListener("status", event => {
      const now = parse(event);
      const status = now.executionStatus + ":" + now.cancelRequested;
      if (status !== told) refresh();
      told = status;
    });
    source.addEventListener("gap", event => {
      const gap = parse(event);
      if (gap.next === 1) {
        log.replaceChildren();
        last = 0;
      } else {
        add([element("li", "Lines " + (gap.after + 1) + " to " + (gap.next - 1) + " are not kept any more.", "gap")]);
      }
    });
    source.addEventListener("eof", () => {
      source.close();
      state.textContent = "the end";
      refresh();
    });
    source.addEventListener("error", () => {
      state.textContent = "connecting again …";
      // After an answer that is no stream the browser gives up by itself: try on with patience.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(() => { refresh(); connect(); }, wait);
        wait = Math.min(wait * 2, 30000);
      }
    });
  };

  toBottom();
  if (log.dataset.stream) connect();
  addEventListener("pagehide", () => source && source.close());
  addEventListener("pageshow", event => { if (event.persisted && log.dataset.stream) connect(); });
})();
