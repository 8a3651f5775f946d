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
