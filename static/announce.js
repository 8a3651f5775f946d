// Says what a choice has changed to who cannot see it: a page's new title, or the sentence below it.
//
// It is run anew whenever one of them changes. The region that is read out stays where it is, beside
// the page, since one that comes with its words is passed over by many screen readers. What a page
// says when it is first opened is read with the page and not said again.
(() => {
  "use strict";
  const told = document.currentScript?.parentElement?.querySelector("[data-title]")?.dataset;
  if (!told) return;
  let region = document.getElementById("announced");
  if (!region) {
    region = document.createElement("div");
    region.id = "announced";
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    Object.assign(region.style, {
      position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)",
    });
    document.body.append(region);
  } else if (region.dataset.title !== told.title) {
    region.textContent = told.title;
  } else if (region.dataset.lead !== told.lead) {
    region.textContent = told.lead;
  }
  region.dataset.title = told.title;
  region.dataset.lead = told.lead;
})();

// Asks for the page anew once its lost connection is there again: the process that answers now may be another
// one, which has not made what the page offers as files and pictures. The choices are those of the browser, which
// Streamlit sends along. Its own key for this is R; a moment's chance keeps a hundred pages from asking at once.
(() => {
  "use strict";
  const app = document.querySelector("[data-testid=stApp]");
  if (!app || app.dataset.asksAnew) return;
  app.dataset.asksAnew = "yes";
  const press = (kind) => document.body.dispatchEvent(
    new KeyboardEvent(kind, {key: "r", code: "KeyR", keyCode: 82, which: 82, bubbles: true}));
  let lost = false;
  new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && lost) setTimeout(() => { press("keydown"); press("keyup"); }, 1000 * Math.random());
    lost = !connected;
  }).observe(app, {attributeFilter: ["data-test-connection-state"]});
})();
