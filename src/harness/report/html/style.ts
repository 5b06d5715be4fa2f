/** The look of the page: two themes, narrow screens and paper. Severities are told by words and shapes too. */
export const style = `
:root { color-scheme: light dark; --bg: #fff; --raised: #f6f8fa; --fg: #1b1f24; --muted: #57606a; --line: #d0d7de; --accent: #0b57a4;
  --breaking: #a61b12; --breaking-bg: #fdf0ef; --warning: #7a4100; --warning-bg: #fff6e0; --info: #0b4f94; --info-bg: #edf4fd;
  --ok: #11602a; --ok-bg: #e9f7ed; --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1419; --raised: #181f27; --fg: #e6e9ed; --muted: #a3adb8; --line: #36414d;
  --accent: #8cc2ff; --breaking: #ff9f97; --breaking-bg: #371714; --warning: #f3c46b; --warning-bg: #30240d; --info: #93c5ff;
  --info-bg: #12253e; --ok: #7ce096; --ok-bg: #10291a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 4rem; background: var(--bg); color: var(--fg);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; display: inline; } p { margin: .25rem 0; } ul { margin: 0; padding: 0; list-style: none; }
a { color: var(--accent); } code, pre, .mono { font-family: var(--mono); font-size: .875em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; } .skip:focus { position: static; }
.muted { color: var(--muted); } .scroll { overflow: auto; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.breaking, .error { --tone: var(--breaking); --back: var(--breaking-bg); } .warning { --tone: var(--warning); --back: var(--warning-bg); }
.info { --tone: var(--info); --back: var(--info-bg); } .ok { --tone: var(--ok); --back: var(--ok-bg); }
.badge { display: inline-block; padding: .05rem .5rem; border: 1px solid var(--tone); border-radius: 1rem; background: var(--back);
  color: var(--tone); font-size: .8125rem; font-weight: 600; white-space: nowrap; }
.verdict { border: 1px solid var(--tone); border-left-width: .5rem; border-radius: .5rem; background: var(--back); padding: 1rem 1.25rem; }
.verdict h1, .verdict .mark { color: var(--tone); }
.questions { margin-top: .75rem; } .questions li { display: flex; gap: .5rem; padding: .15rem 0; } .mark { font-weight: 700; }
.filter { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: center; padding: .75rem 1rem; margin-bottom: 1rem;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); }
.filter[hidden] { display: none; } .filter fieldset { display: flex; flex-wrap: wrap; gap: .25rem 1rem; border: 0; margin: 0; padding: 0; }
.filter label { display: inline-flex; gap: .4rem; align-items: center; } .filter .search { flex: 1 1 16rem; }
input[type=search] { flex: 1; min-width: 8rem; padding: .4rem .6rem; font: inherit; color: inherit; background: var(--bg);
  border: 1px solid var(--muted); border-radius: .375rem; }
input[type=checkbox] { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); }
.group { border: 1px solid var(--line); border-left: .3rem solid var(--tone); border-radius: .5rem; margin: 0 0 .75rem; }
.group[hidden], .finding[hidden] { display: none; }
.group > summary { cursor: pointer; padding: .6rem .9rem; border-radius: .4rem; } .group > summary > * { margin-right: .5rem; }
.finding { padding: .6rem .9rem; border-top: 1px solid var(--line); }
.finding:target { background: var(--back); } .advice { padding: .5rem .9rem; border-top: 1px solid var(--line); background: var(--raised); }
.sides { width: 100%; border-collapse: collapse; margin: .5rem 0 .25rem; table-layout: fixed; }
.sides th { text-align: left; font-size: .8125rem; color: var(--muted); font-weight: 600; padding: .15rem .5rem; }
.sides td { width: 50%; border: 1px solid var(--line); padding: .2rem .5rem; vertical-align: top; white-space: pre-wrap;
  font-family: var(--mono); font-size: .8125rem; }
.sides .minus { background: var(--breaking-bg); } .sides .plus { background: var(--ok-bg); } .sides .none { background: var(--raised); }
.diagram { border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); max-height: 85vh; padding: .5rem; }
.diagram svg { display: block; } .diagram .fitted { max-width: max(100%, 44rem); height: auto; } .diagram text { font: 12px var(--mono); fill: var(--fg); }
.diagram .box { fill: var(--bg); stroke: var(--muted); } .diagram .head { fill: var(--raised); stroke: var(--muted); }
.diagram .title { font-weight: 700; } .diagram .type, .diagram .more, .diagram .key { fill: var(--muted); }
.diagram .marked { fill: var(--back); stroke: var(--tone); } .diagram .found { fill: var(--tone); font-weight: 700; }
.diagram .missing { stroke-dasharray: 5 3; stroke-width: 1.5; } .diagram .extra { stroke-width: 2.5; }
.diagram .link { fill: none; stroke: var(--muted); stroke-width: 1.25; } .diagram .link.breaking, .diagram .link.warning { stroke: var(--tone);
  stroke-width: 2; stroke-dasharray: 6 4; } .diagram .end { fill: none; stroke: var(--muted); stroke-width: 1.25; }
.diagram a:focus-visible .frame { stroke: var(--accent); stroke-width: 4; } .diagram .frame { fill: none; stroke: none; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .875rem; color: var(--muted); margin: .5rem 0 0; }
.chart { width: 100%; border-collapse: collapse; font-size: .9375rem; } .chart th, .chart td { text-align: left; padding: .3rem .6rem;
  border-bottom: 1px solid var(--line); vertical-align: top; } .chart thead th { color: var(--muted); font-size: .8125rem; white-space: nowrap; }
.chart tbody th { font-weight: 400; } .chart .name { min-width: 12rem; } .chart .time { min-width: 13rem; width: 34%; }
.chart td { overflow-wrap: normal; } .chart td.good, .chart td.bad, .chart td.muted { white-space: nowrap; } .chart .bad { color: var(--breaking); font-weight: 700; } .chart .good { color: var(--ok); }
.bar { display: block; width: 100%; height: 10px; margin: .15rem 0; } .bar .fill { fill: var(--accent); } .bar .tick { stroke: var(--line); }
.bar .blocking { fill: var(--breaking); } .bar .slowing { fill: var(--warning); } .axis { height: 14px; overflow: visible; }
.axis text { font: 10px system-ui, sans-serif; fill: var(--muted); }
.chart .cost th, .chart .cost td { font-size: .8125rem; background: var(--raised); } .chart .cost th { padding-left: 1.75rem; }
pre { overflow: auto; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); }
@media (max-width: 40rem) { body { padding: 1rem .75rem 3rem; } h1 { font-size: 1.3rem; } .sides, .sides tbody, .sides tr { display: block; }
  .sides thead { display: none; } .sides td { display: block; width: 100%; } .sides td::before { content: attr(data-side); display: block;
  font: 600 .75rem system-ui, sans-serif; color: var(--muted); } .sides .same td:last-child, .sides .none { display: none; }
  .sides .same td::before { content: none; } .chart { min-width: 46rem; } }
@media print { :root { color-scheme: light; --bg: #fff; --raised: #fff; --fg: #000; --muted: #444; --line: #999; --accent: #003d80; --breaking: #8b0000;
  --breaking-bg: #fff; --warning: #5c3200; --warning-bg: #fff; --info: #003d80; --info-bg: #fff; --ok: #0a4a1e; --ok-bg: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; } .filter, .skip { display: none; } .finding { break-inside: avoid; }
  .group > summary { break-after: avoid; } details::details-content { content-visibility: visible; height: auto; }
  .scroll { overflow: visible; max-height: none; } .diagram svg { width: 100%; height: auto; } pre { white-space: pre-wrap; } }
`;
