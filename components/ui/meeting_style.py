"""How the meeting view looks: everything in shares of the screen, so that a projector of any size
shows the same, and nothing below 28 pixels of a screen of 1080 lines.
"""

# html at 30 pixels for 1920 × 1080. A narrow window, or a page at 200%, keeps 16 and scrolls.
MEETING_CSS = """
html {font-size: max(16px, min(1.5625vw, 2.7778vh)) !important}
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"],
[data-testid="stStatusWidget"], [data-testid="stDecoration"] {display: none !important}
[data-testid="stMain"] {overflow: auto; scroll-padding: 0}
[data-testid="stMainBlockContainer"] {zoom: 1 !important; max-width: none !important;
  padding: 1.1rem 2rem .5rem !important; min-height: 100vh}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] {gap: 0}
.st-key-meeting_screen {gap: 0 !important}
.meeting {--least: .9334rem; position: relative; display: flex; flex-direction: column;
  height: calc(36rem - 4.3rem); color: var(--ink); font-size: 1rem; line-height: 1.45;
  overflow: hidden}
.meeting > * {flex: none}
.meeting .crumb {font-size: var(--least); padding-right: 18rem; white-space: nowrap;
  overflow: hidden; text-overflow: ellipsis; line-height: 1.4}
.meeting .band {font-size: var(--least); padding: .1rem .5rem; margin: .2rem 0 0 !important;
  line-height: 1.3}
[data-testid="stMain"] .meeting h1 {font-size: 1.9rem; font-weight: 600; line-height: 1.18;
  max-width: none; padding: 0; margin: .35rem 0 0; text-wrap: balance; color: var(--ink)}
[data-testid="stMain"] .meeting h1.long {font-size: 1.55rem}
[data-testid="stMain"] .meeting h1.longer {font-size: 1.3rem}
.meeting .lead {font-size: 1.2rem; line-height: 1.35; max-width: none; margin: .25rem 0 0}
.meeting .lead.long {font-size: 1rem}
.meeting .under {font-size: var(--least); line-height: 1.35; max-width: none; margin: .2rem 0 0}
.meeting .facts {display: flex; flex-wrap: wrap; gap: .1rem 2rem; margin: .3rem 0 0; padding: 0;
  list-style: none; font-size: 1rem}
.meeting .facts li {margin: 0}
.meeting .facts b {font-weight: 600}
.meeting .facts span {color: var(--muted)}
.meeting .body {flex: 1 1 0; min-height: 0; display: flex; flex-direction: column;
  margin-top: .5rem}
.meeting .legend-of {flex: none; font-size: var(--least)}
.meeting .legend-of * {font-size: inherit !important}
.meeting .legend-of .shapes {font-size: inherit; gap: .1rem 1.5rem}
.meeting .strip {margin-top: .6rem; padding: .7rem}
.meeting .strip :is(.small, .tag) {font-size: var(--least)}
.meeting .strip .big {font-size: 1.9rem}
.meeting .strip .big.words {font-size: 1.35rem}
.meeting .legend-of .key {max-width: 56rem}
.meeting .legend-of .key:not(.kinds) li {display: flex; flex-wrap: wrap; gap: 0 .4rem}
.meeting .legend-of .key:not(.kinds) i {flex: 0 0 100%}
.meeting .tag {font-size: var(--least); margin: .1rem 0 .2rem; width: fit-content}
.meeting .pictures {flex: 1 1 0; min-height: 0; display: flex; gap: 1.5rem; margin-top: .2rem}
.meeting figure {flex: 1 1 0; min-width: 0; min-height: 0; margin: 0; display: flex;
  flex-direction: column}
.meeting figcaption {font-size: var(--least); font-weight: 600}
.meeting figure img {flex: 1 1 0; min-height: 0; width: 100%; object-fit: contain;
  object-position: center top}
.meeting table.num {font-size: 1.05rem; line-height: 1.25; width: 100%}
.meeting table.num th {font-size: var(--least); padding: .15rem .35rem}
.meeting table.num :is(td, tbody th) {font-size: 1.05rem; padding: .3rem .35rem;
  white-space: normal}
.meeting .rows.few :is(table.num td, table.num tbody th) {font-size: 1.35rem; padding-block: .5rem}
.meeting .rows.few table.num :is(th, small) {font-size: 1rem}
.meeting table.num .n {white-space: nowrap}
.meeting table.num :is(small, .cited, .tag) {font-size: var(--least)}
.meeting table.num .tag {padding: 0 .3rem}
.meeting table.num img:not(.mark) {height: 1.75rem; width: auto}
.meeting img.mark {width: .9rem; height: .9rem; margin-right: .4rem}
.meeting .iv {height: 1rem; min-width: 7rem} .meeting .iv em {font-size: var(--least)}
.meeting .phone-only {display: none !important}
.meeting ul.told {font-size: 1.1rem; line-height: 1.4; max-width: 54rem; color: var(--ink);
  margin: 0; padding-inline-start: 1.2rem}
.meeting ul.told li {margin: 0 0 .5rem}
.meeting .caption {font-size: var(--least); color: var(--muted); margin: .3rem 0 0}
.meeting .help-line {font-size: 1rem; background: var(--surface); margin: .3rem 0 0;
  border-left: 4px solid var(--accent); padding: .1rem .6rem}
.meeting .help-line a {color: var(--ink)}
.meeting .foot {border-top: 3px solid var(--axis); display: flex; gap: 2rem;
  justify-content: space-between; align-items: baseline; font-size: var(--least);
  line-height: 1.3; color: var(--muted); padding-top: .3rem; margin-top: auto}
.meeting .foot .from {flex: 1 1 auto}
.meeting .foot .stamp {flex: none; white-space: nowrap}
.meeting .said {font-size: var(--least); color: var(--ink); margin: .2rem 0 0}
.meeting details.told {position: static; max-width: none; padding: 0; font-size: var(--least)}
.meeting details.told > summary {position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%)}
.meeting details.told[open] > div {position: absolute; inset: 5.5rem 0 2rem; overflow: auto;
  background: var(--surface); border: 1px solid var(--border); border-radius: 4px;
  padding: .6rem 1rem; z-index: 3}
.meeting details.told p {margin: 0 0 .5rem}
.clock {position: absolute; top: 0; right: 0; z-index: 2; margin: 0; font-size: .9334rem;
  line-height: 1.4; color: var(--muted); font-variant-numeric: tabular-nums lining-nums}
.clock.over {font-weight: 600; color: var(--ink)}
.clock.away {display: none}
.st-key-meeting_moves {gap: .3rem .9rem !important; padding-top: .15rem; align-items: center}
.st-key-meeting_moves button {min-height: 1.7rem; padding: 0 .4rem; border-color: transparent;
  background: none}
.st-key-meeting_moves button p {font-size: .9334rem; white-space: nowrap}
.st-key-meeting_moves button:not(:disabled) p {color: var(--accent)}
.st-key-meeting_moves button:disabled p {color: var(--muted)}
.st-key-meeting_ends, [data-testid="stLayoutWrapper"]:has(> .st-key-meeting_ends) {
  display: none !important}
.st-key-meeting_link {padding-top: .2rem}
.st-key-meeting_link input {font-size: .9334rem}
.st-key-meeting_link label p, .st-key-meeting_deciding :is(label, p, input, textarea, span) {
  font-size: .9334rem}
.meeting.with-link {height: calc(36rem - 9rem)}
.meeting.with-form {height: auto; max-height: 12rem}
.st-key-meeting_deciding {margin-top: .4rem; gap: .3rem !important}
.st-key-meeting_deciding [data-testid="stForm"] {padding: .5rem 1rem}
.exit {top: .5rem !important; bottom: auto; right: 2rem !important;
  padding: .25rem .9rem !important; font-size: .9334rem}
[data-testid="stMain"]:has(.exit) .clock {right: 14rem}
[data-testid="stMain"]:has(.exit) .meeting .crumb {padding-right: 29rem}
@media (max-width: 1023px), (max-height: 560px) {
  .meeting {height: auto; min-height: 70vh; overflow: visible}
  .meeting .crumb {padding-right: 0; white-space: normal}
  .clock {position: static}
  .meeting .body {flex: none}
  .meeting .pictures {flex-direction: column; flex: none}
  .meeting figure, .meeting figure img {flex: none; height: auto}
  .meeting .rows {overflow-x: auto}
  .meeting .foot {flex-direction: column; gap: .2rem}
  .meeting .foot .stamp {white-space: normal}
  .meeting details.told[open] > div {position: static}
  .exit {top: auto !important; bottom: 0 !important; right: 0 !important; left: 0}
  [data-testid="stMain"]:has(.exit) .meeting .crumb {padding-right: 0}
  [data-testid="stMainBlockContainer"] {padding: 1rem 1rem 6rem !important}
}
@media print {.st-key-meeting_moves, .clock {display: none !important}}
"""
