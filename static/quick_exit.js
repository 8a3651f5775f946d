// The quick exit: makes of the link beside this script a way out that does not lead back.
//
// Without this file the link still opens the other site. With it, a click, or Escape three times
// within a second and a half wherever the keyboard is, blanks the page at once and puts the other
// site in the place of this page in the tab's history. It undoes itself when the link is taken away.
(() => {
  "use strict";
  const PRESSES = 3;
  const WITHIN = 1500; // milliseconds

  const link = document.currentScript?.parentElement?.querySelector("a.exit");
  if (!link) return;

  const armed = new AbortController();
  const listening = { capture: true, signal: armed.signal };
  let pressed = [];
  let left = false;

  const blank = () => {
    document.documentElement.style.setProperty("display", "none", "important");
    document.title = link.hostname;
    try {
      // While the other site loads, the address bar would still name this page.
      history.replaceState(null, "", new URL(".", location.href));
    } catch {
      // Some browsers count these calls and refuse; the way out matters more.
    }
  };

  const leave = () => {
    left = true;
    blank();
    for (const view of new Set([window.top, window])) {
      try {
        view.location.replace(link.href);
      } catch {
        // A site that framed us may refuse to leave; our own frame goes all the same.
      }
    }
  };

  const isThird = (event) => {
    if (event.repeat) return false;
    pressed = [...pressed, event.timeStamp].slice(-PRESSES);
    return pressed.length === PRESSES && event.timeStamp - pressed[0] <= WITHIN;
  };

  const onKey = (event) => {
    if (event.key !== "Escape") return;
    if (!left && isThird(event)) leave();
    // To a browser Escape means "stop loading": one press too many would stop the way out.
    if (left) event.preventDefault();
  };

  const onClick = (event) => {
    event.preventDefault(); // no further tab or window either, whatever key is held
    leave();
  };

  const onMiddleClick = (event) => {
    if (event.button === 1) onClick(event);
  };

  // On the window and before anyone else, so that a select box that keeps Escape to itself is heard.
  window.addEventListener("keydown", onKey, listening);
  link.addEventListener("click", onClick, listening);
  link.addEventListener("auxclick", onMiddleClick, listening);

  const watch = new MutationObserver(() => {
    if (link.isConnected || left) return;
    armed.abort();
    watch.disconnect();
  });
  watch.observe(document.body, { childList: true, subtree: true });

  link.dataset.armed = ""; // the words beside the link now promise what it does
})();
