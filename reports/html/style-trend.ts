/** Earlier runs, and the small picture of them. What its colours say, its shapes say too. */
export const trendStyle = `
.trend { display: block; max-width: 100%; height: auto; margin: 0 0 .5rem; }
.trend text { font: 600 11px system-ui, sans-serif; fill: var(--ink); text-anchor: middle; }
.trend .share { fill: var(--line); }
.trend .ground { stroke: var(--quiet); }
.trend .mark { stroke-width: 2; }
.trend .violated { fill: var(--bad); stroke: var(--bad); }
.trend .inconclusive { fill: var(--warn); stroke: var(--warn); }
.trend .holds { fill: var(--good); stroke: var(--good); }
.trend .hollow { fill: var(--card); }
#earlier summary { font-weight: 600; font-size: .93rem; margin: 1rem 0 .5rem; }
.on-phones { color: var(--quiet); font-size: .84rem; }
@media (min-width: 40.01rem) { .runs th:first-child { width: 38%; } .runs td small { display: block; } .on-phones { display: none; } }
@media print { .trend { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }`;
