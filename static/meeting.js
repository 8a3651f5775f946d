// The keys and the clock of the meeting view.
//
// Every move is a button of the page; a key presses it, so nothing here decides where a move leads.
// Without this file the buttons do all of it. It is run anew with every item of the agenda and keeps
// one listener and one clock for the whole visit; both do nothing where no meeting is on the screen.
(() => {
  "use strict";
  const MOVES = {
    next: ["ArrowRight", "PageDown", " ", "ArrowDown"],
    back: ["ArrowLeft", "PageUp", "ArrowUp"],
    first: ["Home"],
    last: ["End"],
    leave: ["Escape"],
    start: ["a"],
    cite: ["m"],
    decide: ["d"],
  };
  const WAIT = 4000; // milliseconds after which a press that changed nothing no longer counts
  const here = () => document.querySelector(".meeting");
  const button = (name) => document.querySelector(`.st-key-meeting_${name} button`);
  const writes = (at) => at.closest("input:not([type=checkbox]), textarea, [role=combobox],"
    + " [role=radiogroup], [role=listbox], [role=dialog], [contenteditable=true], form,"
    + " [data-testid=stForm]");
  const presses = (at) => at.closest("button, summary, a[href], [role=checkbox], input");

  // --- keys
  let waiting = null; // the run in which a button was last pressed, while the next is awaited
  let more = null; // a move that was asked for meanwhile: a run that is cut short would lose one

  const runNow = () => document.querySelector(".meeting-run")?.dataset.run;
  const awaited = () =>
    waiting && waiting.run === runNow() && performance.now() - waiting.since < WAIT;

  const move = (name) => {
    const wanted = button(name);
    if (awaited()) more = name;
    else if (wanted && !wanted.disabled) {
      waiting = { run: runNow(), since: performance.now() };
      wanted.click();
      return true;
    }
    return false;
  };

  const close = () => {
    const notes = document.querySelector(".meeting details.told[open]");
    if (notes) {
      notes.open = false;
      return true;
    }
    return move("close");
  };

  // A note that was begun is not thrown away by one key: the first leads to the button that does it.
  const holds = (at) => {
    const note = at.closest(".st-key-meeting_deciding")?.querySelector("textarea");
    if (!note || !note.value.trim()) return false;
    button("close")?.focus();
    return true;
  };

  const onKey = (event) => {
    if (!here() || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = event.target instanceof Element ? event.target : document.body;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Escape") {
      if (at.closest("[role=listbox], [aria-expanded=true]") || holds(at)) return;
      if (awaited()) more = "leave";
      else if (!close()) move("leave");
      return;
    }
    if (writes(at) || (key === " " && presses(at))) return;
    if (key.startsWith("Arrow") && scrolls(at)) return;
    const name = event.shiftKey && key === " " ? "back"
      : Object.keys(MOVES).find((one) => MOVES[one].includes(key));
    if (/^[a-z]$/.test(key) && kept.get(SILENT) === "yes") return;
    if (key === "n") toggleNotes();
    else if (key === "k") hideClock();
    else if (!name) return;
    else if (!event.repeat) move(name);
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  // Where something scrolls, the keys that scroll it keep their meaning.
  const scrolls = (at) => at.closest("details.told[open] > div") !== null
    || (here().scrollHeight <= here().clientHeight && innerHeight < 561);

  const toggleNotes = () => {
    const notes = document.querySelector(".meeting details.told");
    if (!notes) return;
    notes.open = !notes.open;
    if (notes.open) notes.querySelector("div").focus();
  };

  // --- the clock: minutes, not seconds, so that it is calm; a timer that is not read out
  const HIDDEN = "meeting clock hidden";
  const SPENT = "meeting spent ";
  const kept = {
    get: (key) => { try { return sessionStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* not kept */ } },
  };
  const SILENT = "meeting letters off"; // 2.1.4: who speaks or slips may turn letters off
  let ticked = Date.now();

  const tick = () => {
    const passed = Math.min(Date.now() - ticked, 5000);
    ticked = Date.now();
    const clock = document.querySelector(".clock");
    state("letters", SILENT);
    state("clock", HIDDEN);
    if (!clock || !here()) return;
    const key = SPENT + clock.dataset.item;
    const spent = Number(kept.get(key) || clock.dataset.spent || 0) + passed;
    kept.set(key, spent);
    clock.dataset.spent = spent;
    clock.classList.toggle("away", kept.get(HIDDEN) === "yes");
    const minutes = Math.floor(spent / 60000);
    const planned = Number(clock.dataset.planned);
    const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const of = planned ? ` of ${planned}` : "";
    const noun = (planned || minutes) === 1 ? "minute" : "minutes";
    const words = `${now} · ${minutes}${of} ${noun}`;
    clock.classList.toggle("over", planned > 0 && minutes >= planned);
    if (clock.textContent !== words) clock.textContent = words;
  };

  // A meeting begins: what a rehearsal took does not count.
  const beginAnew = () => {
    try {
      for (const key of Object.keys(sessionStorage))
        if (key.startsWith(SPENT)) sessionStorage.removeItem(key);
    } catch { /* nothing is kept */ }
    const clock = document.querySelector(".clock");
    if (clock) clock.dataset.spent = 0;
  };

  const turn = (what) => {
    kept.set(what, kept.get(what) === "yes" ? "no" : "yes");
    tick();
  };
  const hideClock = () => turn(HIDDEN);

  // Whether letters, and the clock, are on: said of the buttons that turn them.
  const state = (name, off) => {
    const value = kept.get(off) === "yes" ? "false" : "true";
    const one = button(name);
    if (one && one.getAttribute("aria-pressed") !== value) one.setAttribute("aria-pressed", value);
  };

  // --- once a screen has come: go on where the keyboard should be, or with what was asked meanwhile
  // Rows that are a little too high for their room are made smaller; how high they are is guessed
  // before they are drawn.
  const fit = () => {
    const body = document.querySelector(".meeting .body");
    if (!body || body.dataset.fitted || innerHeight < 561 || innerWidth < 1024) return;
    body.dataset.fitted = "yes";
    for (let size = 0.96; size > 0.7 && body.scrollHeight > body.clientHeight + 1; size -= 0.04) {
      for (const part of body.querySelectorAll(":scope > :is(.rows, .told)")) part.style.zoom = size;
    }
  };

  const settled = () => {
    if (!here()) return;
    fit();
    if (waiting && waiting.run !== runNow()) {
      waiting = null;
      const name = more;
      more = null;
      if (name === "leave") setTimeout(() => close() || move(name), 0);
      else if (name) setTimeout(() => move(name), 0);
    }
    const link = document.querySelector(".st-key-meeting_link input");
    if (link && !link.dataset.met) {
      link.dataset.met = "yes";
      link.readOnly = true;
      link.focus();
      link.select();
    }
    const form = document.querySelector(".st-key-meeting_deciding input");
    if (form && !form.closest(".st-key-meeting_deciding").dataset.met) {
      form.closest(".st-key-meeting_deciding").dataset.met = "yes";
      form.focus();
    }
  };

  if (!window.meetingKeys) {
    window.meetingKeys = true;
    window.addEventListener("keydown", onKey, { capture: true });
    document.addEventListener("click", (event) => {
      const at = event.target instanceof Element ? event.target : null;
      if (at?.closest(".st-key-meeting_clock")) hideClock();
      if (at?.closest(".st-key-meeting_notes")) toggleNotes();
      if (at?.closest(".st-key-meeting_letters")) turn(SILENT);
      if (at?.closest(".st-key-meeting_start")) beginAnew();
    });
    new MutationObserver(settled).observe(document.body, { childList: true, subtree: true });
    setInterval(() => window.meetingTick(), 1000);
  }
  window.meetingTick = tick;
  tick();
})();
