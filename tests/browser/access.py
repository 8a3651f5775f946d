"""What makes a page usable by everyone, measured in a real browser: each function gives the faults
that it found on a page that is open, in words, and an empty list where there are none.

Limits are those of the Web Content Accessibility Guidelines 2.2, level AA.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reader_of_pages import HIGH, Visit, axe, sideways

REFLOW = 320  # pixels: a window of 1280 at a zoom of 400%
DOUBLED = 683  # pixels: a window of 1366 at 200%
MOST_STOPS = 400  # of the Tab key, before a page counts as a trap
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# Streamlit's own faults, which nothing of ours can mend: the rule of axe-core, where, and why it
# stays. A test fails when one of them is not met any more.
PLATFORM = {
    ("list", '[data-testid="stSidebarNavItems"]'): (
        "on a narrow window Streamlit folds the navigation into a side bar, whose list holds its"
        " groups' lists without items between"
    ),
    ("listitem", '[data-testid="stSidebarNavItems"]'): "the items of the same list",
}
AXE = """async ([rules, platform]) => {
  const found = await axe.run(document,
    {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
  return found.violations.flatMap(fault => fault.nodes.map(node => {
    const at = document.querySelector(node.target[0]);
    const theirs = platform.findIndex(([rule, where]) => rule === fault.id && at?.closest(where));
    return [fault.id, node.target.join(' '), node.html.slice(0, 200), theirs];
  }));
}"""


def broken_rules(seen: Visit) -> list[tuple[str, str, str]]:
    """What axe-core finds of ours, of any impact: rule, where, markup."""
    return [(rule, where, html) for rule, where, html, theirs in _axed(seen) if theirs < 0]


def met(seen: Visit) -> set[tuple[str, str]]:
    """Which of the faults of PLATFORM the page has."""
    return {list(PLATFORM)[theirs] for *_, theirs in _axed(seen) if theirs >= 0}


def _axed(seen: Visit) -> list[tuple[str, str, str, int]]:
    if not seen.page.evaluate("() => 'axe' in window"):
        seen.page.evaluate(axe())
    return seen.page.evaluate(AXE, [list(RULES), [list(one) for one in PLATFORM]])


STRUCTURE = """() => {
  const told = [], all = selector => [...document.querySelectorAll(selector)];
  const shown = part => part.checkVisibility();
  const levels = all('h1, h2, h3, h4, h5, h6').filter(shown);
  if (!document.documentElement.lang) told.push('no language');
  if (levels.filter(part => part.tagName === 'H1').length !== 1) told.push('not one h1');
  levels.forEach((part, at) => {
    const before = at ? +levels[at - 1].tagName[1] : 0;
    if (+part.tagName[1] > before + 1) told.push('heading skips a level: ' + part.innerText);
    if (!part.innerText.trim()) told.push('heading without words');
  });
  if (all('main, [role=main]').length !== 1) told.push('not one main landmark');
  if (!all('header, [role=banner]').length) told.push('no banner');
  if (!all('nav, [role=navigation]').length) told.push('no navigation');
  all('img').filter(part => !part.hasAttribute('alt'))
    .forEach(part => told.push('image without words: ' + part.outerHTML.slice(0, 80)));
  all('[data-testid=stVegaLiteChart], [data-testid=stDeckGlJsonChart]')
    .filter(part => (part.getAttribute('aria-label') || '').length < 20)
    .forEach(part => told.push('picture without words: ' + part.className));
  const pictures = all('[data-testid=stVegaLiteChart], canvas');
  if (pictures.length && !all('table.num').length) told.push('pictures without a table');
  all('table.num').forEach(part => {
    if (!part.caption || !part.caption.textContent.trim()) told.push('table without a caption');
    const heads = [...part.querySelectorAll('thead th')];
    if (!heads.length || heads.some(head => head.scope !== 'col'))
      told.push('table without heads: ' + part.caption?.textContent);
  });
  return told;
}"""


def structure(seen: Visit) -> list[str]:
    """Language, title, headings, landmarks, words of pictures, tables beside them."""
    untitled = [] if len(seen.page.title()) > 3 else ["the document has no title"]
    return untitled + seen.page.evaluate(STRUCTURE)


# What lies outside the window, what is cut off, what lies over other words. A table may scroll in a
# box of its own (1.4.10 leaves out what is read in two directions).
LOST = """() => {
  const main = document.querySelector('[data-testid=stMain]'), told = [], wide = innerWidth + 1;
  const words = node => node.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60);
  const texts = [], walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!words(node) || !parent.checkVisibility({opacityProperty: true})) continue;
    if (parent.closest('script, style, svg, .iv, canvas, .exit, [data-testid=stIconMaterial],'
      + ' [data-testid=stElementToolbar], [data-testid=stTooltipHoverTarget]')) continue;
    const style = getComputedStyle(parent);
    if (parseFloat(style.fontSize) < 2) continue;
    if (parent.closest('caption') || style.clipPath !== 'none') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const scroller = parent.closest('.scroll, [data-testid=stButtonGroup]');
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      if (!scroller && (box.right > wide || box.left < -1)) told.push('outside: ' + words(node));
      texts.push({node, box, scroller});
    }
    for (let at = parent; at && at !== main; at = at.parentElement) {
      const own = getComputedStyle(at);
      if (own.overflowX === 'visible' && own.overflowY === 'visible') continue;
      if (at.matches('.scroll, caption')) break;
      const outer = at.getBoundingClientRect(), inner = range.getBoundingClientRect();
      const cut = own.overflowX !== 'visible' && own.overflowX !== 'auto'
        && inner.right > outer.right + 2;
      const cropped = own.overflowY === 'hidden' && inner.bottom > outer.bottom + 3;
      if (cut || cropped) told.push('cut off: ' + words(node));
      break;
    }
  }
  texts.sort((one, other) => one.box.top - other.box.top);
  texts.forEach((one, at) => {
    for (let next = at + 1; next < texts.length; next++) {
      const other = texts[next];
      if (other.box.top > one.box.bottom - 4) break;
      if (one.node === other.node || one.scroller !== other.scroller) continue;
      const across = Math.min(one.box.right, other.box.right)
        - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom)
        - Math.max(one.box.top, other.box.top);
      if (across > 3 && down > 4) told.push('over: ' + words(one.node) + ' / ' + words(other.node));
    }
  });
  document.querySelectorAll('[data-testid=stMain] input').forEach(input => {
    if (input.checkVisibility() && input.type !== 'checkbox' && input.clientWidth < 40
      && !input.readOnly && input.closest('[data-testid=stSelectbox]'))
      told.push('box without room: ' + input.getAttribute('aria-label'));
  });
  return [...new Set(told)];
}"""


def lost(seen: Visit) -> list[str]:
    """Words that are outside the window, cut off or under other words; a page that scrolls
    sideways.
    """
    wide = [f"scrolls sideways by {by} pixels" for by in sideways(seen) if by > 0]
    return wide + seen.page.evaluate(LOST)


SPACED = """main *, header * {line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important}
  main p {margin-bottom: 2em !important}"""


@contextmanager
def spaced(seen: Visit) -> Iterator[None]:
    """The page with the spacing of text that a reader may set (1.4.12)."""
    sheet = seen.page.add_style_tag(content=SPACED)
    seen.settle()
    try:
        yield
    finally:
        sheet.evaluate("sheet => sheet.remove()")
        seen.settle()


# A link in a sentence is as high as its line; a small target with room for a circle of 24 pixels
# round its middle that meets no other is allowed.
TARGETS = """() => {
  const least = 24, own = 'a[href], button, summary, input, [role=radio], [role=combobox],'
    + ' [role=checkbox], [role=tab]';
  const seen = part => part.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && !part.closest('[data-testid=stElementToolbar], [aria-hidden=true]');
  const targets = [...document.querySelectorAll(own)].filter(seen).map(part => {
    const inside = part.matches('input') && part.closest('label, [data-testid=stMultiSelect],'
      + ' [data-testid=stSelectbox], [data-testid=stTextInput]');
    return {part, box: (inside || part).getBoundingClientRect()};
  }).filter(one => one.box.width > 1 && one.box.height > 1);
  const small = one => Math.min(one.box.width, one.box.height) < least - .5;
  const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
  const sentence = part => part.matches('a') && getComputedStyle(part).display === 'inline'
    && part.parentElement.innerText.trim() !== part.innerText.trim();
  const near = (one, other) => {
    if (one.part.contains(other.part) || other.part.contains(one.part)) return false;
    const [x, y] = middle(one.box), box = other.box;
    if (small(other)) return Math.hypot(x - middle(box)[0], y - middle(box)[1]) < least;
    const across = Math.max(box.left - x, 0, x - box.right);
    const down = Math.max(box.top - y, 0, y - box.bottom);
    return Math.hypot(across, down) < least / 2;
  };
  return targets.filter(one => small(one) && !sentence(one.part)
      && targets.some(other => other !== one && near(one, other)))
    .map(one => (one.part.getAttribute('aria-label') || one.part.innerText).slice(0, 40)
      + ': ' + Math.round(one.box.width) + ' × ' + Math.round(one.box.height));
}"""


def small_targets(seen: Visit) -> list[str]:
    """What can be pressed and is under 24 pixels, with something else to press too near (2.5.8)."""
    return seen.page.evaluate(TARGETS)


# Of what the keyboard is on: its name, where it lies in the whole page, what can be seen of it, and
# every colour round it and what holds it, to be compared with those when the keyboard has left.
STOP = """() => {
  const at = document.activeElement, main = document.querySelector('[data-testid=stMain]');
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect(), scrolled = main.contains(at) ? main.scrollTop : 0;
  const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8], [.3, .5], [.7, .5]]
    .map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const holder = at.closest('[data-testid=stSelectbox], [data-testid=stDateInput], label,'
    + ' [data-testid=stTextInput], [data-testid=stMultiSelect], .scroll') || at;
  const open = points.filter(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (at.contains(top) || top.contains(at) || holder.contains(top));
  }).length;
  window.stops = window.stops || [];
  window.stops.push(at);
  const fixed = (() => {
    for (let part = at; part; part = part.parentElement)
      if (getComputedStyle(part).position === 'fixed') return true;
    return false;
  })();
  return {
    name: (at.getAttribute('aria-label') || at.innerText || at.dataset.testid || at.tagName)
      .trim().split('\\n').pop().slice(0, 50),
    tag: at.tagName.toLowerCase(), rings: RINGS(at), top: box.top + scrolled, left: box.left,
    right: box.right, bottom: box.bottom + scrolled, open, fixed, header: !main.contains(at),
    number: window.stops.filter(one => one === at).length,
  };
}"""
RINGS = """window.RINGS = at => {
  const told = [];
  for (let part = at, up = 0; part && up < 5; part = part.parentElement, up++) {
    const style = getComputedStyle(part);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1)
      told.push(up + ' ' + style.outline);
    if (style.boxShadow !== 'none') told.push(up + ' shadow ' + style.boxShadow);
    told.push(up + ' border ' + style.borderColor);
  }
  return told;
};"""
LEFT = "() => RINGS(window.stops.at(-1))"


START = """backwards => {
  document.activeElement.blur();
  window.stops = [];
  getSelection().removeAllRanges();
  const main = document.querySelector('[data-testid=stMain]');
  main.scrollTo(0, backwards ? main.scrollHeight : 0);
  const first = document.createElement('span');
  first.tabIndex = -1;
  if (backwards) document.body.append(first); else document.body.prepend(first);
  first.focus();
  first.remove();
}"""


def tab_stops(seen: Visit, *, backwards: bool = False) -> list[dict[str, Any]]:
    """Every stop of the Tab key from the top of the page on, or of Shift and Tab from its end, each
    with the rings that only it wears; raises AssertionError where the key never comes to an end.
    """
    page = seen.page
    page.evaluate(RINGS)
    page.evaluate(START, backwards)
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if stops:
            left = set(page.evaluate(LEFT))
            stops[-1]["rings"] = [ring for ring in stops[-1]["rings"] if ring not in left]
        stop = page.evaluate(STOP)
        if stop is None or stop["number"] > 1:
            return stops[::-1] if backwards else stops
        stops.append(stop)
    raise AssertionError(f"the Tab key never leaves the page: {stops[-3:]}")


def unclear_stops(stops: list[dict[str, Any]], *, forced: bool = False) -> list[str]:
    """Stops without a ring, hidden by something else (2.4.11), or out of the order in which they
    stand on the page.

    With `forced`, shadows count for nothing: a machine that forces its own colours draws none.
    """
    told = []
    for stop in stops:
        rings = [ring for ring in stop["rings"] if not (forced and " shadow " in ring)]
        if not rings:
            told.append(f"no ring: {stop['name']}")
        if not stop["open"]:
            told.append(f"hidden: {stop['name']}")
    own = [stop for stop in stops if not stop["fixed"]]
    for one, other in zip(own, own[1:], strict=False):
        above = other["bottom"] < one["top"] - 4
        aside = other["left"] >= one["right"] - 4 or other["right"] <= one["left"]
        if one["header"] == other["header"] and above and not aside:
            told.append(f"out of order: {other['name']} after {one['name']}")
    return told


MOVES = """() => [...document.querySelectorAll('*')].filter(part => {
  const style = getComputedStyle(part);
  const longest = text => Math.max(...text.split(',').map(parseFloat));
  return part.checkVisibility() && (longest(style.transitionDuration) > .05
    || (style.animationName !== 'none' && longest(style.animationDuration) > .05)
    || style.scrollBehavior === 'smooth');
}).map(part => part.dataset.testid || part.tagName + '.' + part.className)"""


def moving(seen: Visit) -> list[str]:
    """What would move, on a machine whose owner asked for less motion."""
    seen.page.emulate_media(reduced_motion="reduce")
    try:
        return sorted(set(seen.page.evaluate(MOVES)))
    finally:
        seen.page.emulate_media(reduced_motion="null")


@contextmanager
def forced_colours(seen: Visit) -> Iterator[None]:
    """The page on a machine that has its own few colours."""
    seen.page.emulate_media(forced_colors="active")
    seen.settle()
    try:
        yield
    finally:
        seen.page.emulate_media(forced_colors="null")
        seen.settle()


@contextmanager
def zoomed(seen: Visit, width: int, height: int = HIGH) -> Iterator[None]:
    """The page in a window with so many pixels of its own, and as it was afterwards."""
    before = seen.page.viewport_size
    seen.page.set_viewport_size({"width": width, "height": height})
    seen.settle()
    try:
        yield
    finally:
        seen.page.set_viewport_size(before)
        seen.settle()


def everyday_faults(seen: Visit) -> list[str]:
    """What is told of a page without much work: its structure, what is lost in a window of 320
    pixels and with wider spacing, what is too small to press, what moves, stops of the keyboard.
    """
    told = structure(seen) + small_targets(seen) + moving(seen)
    with zoomed(seen, REFLOW):
        told += lost(seen) + small_targets(seen)
        with spaced(seen):
            told += [f"with wider spacing, {fault}" for fault in lost(seen)]
    return told + unclear_stops(tab_stops(seen))
