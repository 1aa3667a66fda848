/** The page's style: light and dark, on paper, and as narrow as a telephone. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --soft: #57606a; --line: #d0d7de; --panel: #f6f8fa;
  --good: #1a7f37; --warn: #9a6700; --bad: #cf222e; --open: #0969da; --none: #8c959f; }
@media (prefers-color-scheme: dark) { :root { --bg: #0d1117; --fg: #e6edf3; --soft: #9aa4af; --line: #30363d; --panel: #161b22;
  --good: #3fb950; --warn: #d29922; --bad: #f85149; --open: #58a6ff; --none: #6e7681; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 16px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 1080px; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .5rem; }
h4 { margin: 0; font-size: 1rem; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
a { color: var(--open); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--open); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--bg); padding: .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: .5rem 0; }
small, .small { color: var(--soft); font-size: .85rem; }
code { font-size: .85em; overflow-wrap: anywhere; }
.cards { list-style: none; padding: 0; margin: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); }
.card { border: 1px solid var(--line); border-left: 6px solid var(--none); background: var(--panel); border-radius: 6px; padding: .75rem 1rem; }
.card.complete { border-left-color: var(--good); }
.card.open { border-left-color: var(--open); }
.card.unverified { border-left-color: var(--warn); }
.card.incomplete { border-left-color: var(--bad); }
.state { font-weight: 600; }
.complete .state, .same { color: var(--good); }
.incomplete .state, .differs { color: var(--bad); }
.unverified .state { color: var(--warn); }
.open .state { color: var(--open); }
.alerts { padding-left: 1.25rem; }
.alerts li { margin: .5rem 0; overflow-wrap: anywhere; }
.alerts b { color: var(--bad); }
figure { margin: 1rem 0 0; } figcaption { font-weight: 600; font-size: .95rem; }
.scroll { overflow-x: auto; }
svg { display: block; min-width: 640px; width: 100%; height: auto; }
svg .rule { stroke: var(--line); }
svg .tick { fill: var(--soft); font-size: 12px; }
svg .verified, svg .complete, .key .verified { fill: var(--good); }
svg .unverified, .key .unverified { fill: var(--warn); stroke: var(--fg); stroke-dasharray: 2 2; }
svg .partly, .key .partly { fill: var(--open); }
svg .unread, .key .unread { fill: var(--bg); stroke: var(--bad); stroke-width: 2; stroke-dasharray: 4 3; }
svg .incomplete, svg .broken-off, .key .incomplete { fill: var(--bad); }
svg .pause, .key .pause { fill: var(--bad); opacity: .18; }
svg path { fill: none; stroke-width: 2; }
svg .wait-1 { stroke: var(--bad); } svg .wait-2 { stroke: var(--open); stroke-dasharray: 6 3; } svg .wait-3 { stroke: var(--good); stroke-dasharray: 2 2; }
svg .dot { fill: var(--open); }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .25rem 0; font-size: .85rem; color: var(--soft); }
.key svg { display: inline-block; min-width: 0; width: 14px; height: 14px; vertical-align: -2px; margin-right: .3rem; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { white-space: nowrap; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
details { margin: .5rem 0; } summary { cursor: pointer; }
@media print { :root { color-scheme: light; --bg: #fff; --fg: #000; --soft: #444; --line: #bbb; --panel: #fff; --good: #1a7f37; --warn: #9a6700; --bad: #cf222e; --open: #0969da; }
  nav, .skip { display: none; } .card, svg, tr { break-inside: avoid; } .scroll { overflow: visible; } svg { min-width: 0; } details > * { display: block; } }
`;
