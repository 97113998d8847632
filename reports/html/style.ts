import { printStyle } from './style-print.ts';
import { trendStyle } from './style-trend.ts';

const light = `
  --page: #f6f7f9; --card: #fff; --ink: #16191f; --quiet: #59616e; --line: #dde1e7; --code: #eef0f4;
  --link: #1f5fbf; --bad: #b3141f; --warn: #8a5300; --good: #1a6b3c;
  --badge-bad: #fde8e8; --badge-warn: #fdf0d5; --badge-good: #e2f4e9;
  --lit: #fcd9d6; --warm: #f2998f; --hot: #b3141f; --on-hot: #fff; --on-warm: #3d0508; --on-lit: #7a0d15;`;

const dark = `
  --page: #101317; --card: #181c22; --ink: #e8eaee; --quiet: #9aa3b0; --line: #2c323b; --code: #232831;
  --link: #85b4ff; --bad: #ff8a85; --warn: #f3bd62; --good: #74d19b;
  --badge-bad: #4a1719; --badge-warn: #44320f; --badge-good: #163a26;
  --lit: #4a1719; --warm: #8c2a2a; --hot: #c8323a; --on-hot: #fff; --on-warm: #fff; --on-lit: #ffc9c6;`;

/** The page's whole appearance. System fonts, no images of its own; wide things scroll within their own box. */
export const styleSheet = `
:root { color-scheme: light dark; ${light}
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', sans-serif; }
.wrap { max-width: 68rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2.5rem); }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; margin: 0; }
h2 { font-size: 1.35rem; margin-bottom: 1rem; letter-spacing: -.01em; }
h3 { font-size: 1.08rem; }
h4 { margin: 1.2rem 0 .5rem; font-size: 1rem; }
h4::first-letter { text-transform: uppercase; }
h3::first-letter { text-transform: uppercase; }
p { margin: 0 0 .75rem; max-width: 46rem; }
a { color: var(--link); }
code, pre { font-family: var(--mono); font-size: .86em; }
code { background: var(--code); border-radius: .25em; padding: .1em .3em; }
pre { background: var(--code); border-radius: .5rem; padding: .9rem 1rem; margin: .5rem 0 .75rem;
  overflow-x: auto; overflow-wrap: normal; line-height: 1.45; }
pre code { background: none; padding: 0; font-size: .82rem; }
small, .quiet, dt, .legend { color: var(--quiet); }
small { font-size: .8rem; font-weight: 400; }
.quiet { font-size: .9rem; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
dl, dd { margin: 0; }
summary { cursor: pointer; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }

.banner { color: #fff; padding: clamp(1.75rem, 5vw, 3.25rem) 0 clamp(1.5rem, 4vw, 2.25rem); }
.banner.violated { background: #9c1119; }
.banner.inconclusive { background: #7a4a00; }
.banner.holds { background: #135a32; }
.badge { display: inline-block; margin: 0 0 1rem; padding: .2rem .75rem; border: 1.5px solid #ffffffb0;
  border-radius: 2rem; font-size: .82rem; font-weight: 600; letter-spacing: .04em; text-transform: uppercase; }
h1 { font-size: clamp(1.7rem, 4.6vw, 2.75rem); letter-spacing: -.02em; line-height: 1.13; max-width: 22em; font-weight: 700; }
h1 strong { font-weight: inherit; text-decoration: underline; text-decoration-thickness: .07em; text-underline-offset: .14em; }
.lede { font-size: clamp(1.02rem, 2vw, 1.2rem); margin: 1.1rem 0 0; max-width: 46rem; }
.lede-more { margin: .6rem 0 0; color: #ffffffe6; }
.facts { display: flex; flex-wrap: wrap; gap: .9rem 2rem;
  margin-top: 1.9rem; padding-top: 1.1rem; border-top: 1px solid #ffffff59; }
.facts dt { color: #ffffffd0; font-size: .78rem; }
.facts dd { font-weight: 600; font-size: .95rem; }

.lede::first-letter { text-transform: uppercase; }
.steps { margin-top: 1.2rem; padding: .8rem 1.1rem; border-radius: .6rem; background: #00000038; max-width: 46rem; }
.steps p { margin: 0 0 .3rem; }
.steps ol { margin: .3rem 0; padding-left: 1.5rem; }
.steps-title { font-weight: 700; }
.story .steps { background: var(--code); }

main { padding-block: 1.5rem 1rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: clamp(1.1rem, 3vw, 1.75rem); margin-bottom: 1.25rem; }
.notice { border-color: var(--warn); border-left-width: .4rem; }
.notice h2 { color: var(--warn); font-size: 1.1rem; margin-bottom: .5rem; }
.notice ul { margin: 0; padding-left: 1.1rem; }
.notice li + li { margin-top: .35rem; }

.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; overflow-wrap: break-word; }
td code { overflow-wrap: anywhere; }
th, td { text-align: left; vertical-align: top; padding: .5rem .65rem; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--quiet); font-size: .8rem; line-height: 1.3; vertical-align: bottom; }
th[scope=row] { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.none { color: var(--quiet); }

.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; font-size: .86rem; max-width: none; }
.swatch { display: inline-block; min-width: 1.7em; text-align: center; border-radius: .3em; padding: 0 .35em; margin-right: .3em; }
.heat { width: auto; min-width: 100%; border-collapse: separate; border-spacing: 2px; overflow-wrap: normal; }
.heat th, .heat td { border: 0; padding: .42rem .6rem; }
.heat thead th:not(:first-child), .heat td { text-align: center; min-width: 3.1rem; font-variant-numeric: tabular-nums; }
.heat thead th { font-weight: 600; color: var(--ink); max-width: 9rem; }
.heat thead small, .heat td small { display: block; }
.heat td small { color: inherit; white-space: nowrap; font-weight: 400; }
.heat td { border-radius: .3rem; vertical-align: middle; }
.heat tbody th { position: sticky; left: 0; z-index: 1; background: var(--card); min-width: 19rem; font-weight: 400;
  overflow-wrap: anywhere; }
.heat tbody th code { background: none; padding: 0; }
@media (min-width: 64rem) {
  .heat { table-layout: fixed; width: 100%; font-size: .87rem; }
  .heat thead th:first-child { width: 25%; }
  .heat tbody th { min-width: 0; }
  .heat thead th:not(:first-child), .heat td { min-width: 0; padding-inline: .2rem; overflow-wrap: anywhere; }
  .heat thead th { font-size: .69rem; hyphens: auto; }
  .heat td.unclear, .heat small { font-size: .72rem; }
  .heat td small { white-space: normal; }
}
.lit { background: var(--lit); color: var(--on-lit); font-weight: 700; }
.warm { background: var(--warm); color: var(--on-warm); font-weight: 700; }
.hot { background: var(--hot); color: var(--on-hot); font-weight: 700; }
.clean { background: var(--badge-good); color: var(--good); }
.untried { color: var(--quiet); background: var(--code); }
.unclear { background: var(--badge-warn); color: var(--warn); font-size: .8rem; }
.viewers { margin-top: 1.25rem; }
.viewers th { white-space: nowrap; }

.story { border-top: 1px solid var(--line); padding-block: 1.4rem .4rem; }
.story:first-of-type { border-top: 0; padding-top: 0; }
.picture { margin: 1rem 0; }
.picture img { display: block; max-width: 100%; max-height: 32rem; border: 1px solid var(--line); border-radius: .5rem; }
.picture figcaption { margin-top: .4rem; max-width: 46rem; color: var(--quiet); font-size: .88rem; }
.picture figcaption::first-letter { text-transform: uppercase; }
.more { font-weight: 400; color: var(--quiet); }
.others { font-size: .88rem; margin-top: .5rem; }
.surfaces small { display: block; }
.surfaces th[scope=row] { font-weight: 400; }
.surfaces th a { display: block; }
.each { margin-top: 1.25rem; }
.each summary { font-weight: 600; font-size: .93rem; }
.others th, .others td { padding: .25rem .65rem .25rem 0; }
.tags { display: flex; flex-wrap: wrap; gap: .4rem; margin: .55rem 0 .9rem; }
.tag { font-size: .78rem; border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .6rem; color: var(--quiet); text-decoration: none; }
.tag.critical, .tag.high { background: var(--badge-bad); border-color: transparent; color: var(--bad); font-weight: 600; }
.story dl > div, .pairs > div { display: grid; grid-template-columns: 6rem 1fr; gap: .1rem 1rem; padding: .22rem 0; }
.pairs > div { grid-template-columns: minmax(9rem, 17rem) 1fr; padding: .5rem 0; border-bottom: 1px solid var(--line); }
.pairs dt { color: var(--ink); font-weight: 600; }
.pairs + h3 { margin: 1.6rem 0 .5rem; }
.story details { margin-top: .8rem; }
.story summary { font-weight: 600; font-size: .93rem; }
.story summary code { font-weight: 400; }
.replay pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.story ol { margin: .5rem 0 .75rem; padding-left: 1.4rem; }
.id { font-size: .78rem; margin-top: .6rem; }
.token { color: var(--bad); }
.answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: .5rem 1.25rem; align-items: start; }
.answers figure { margin: 0; min-width: 0; }
.answers figcaption { font-size: .9rem; }
.answers figcaption small { display: block; }
.answers pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.answers mark { border-radius: .25em; padding: .05em .25em; font-weight: 600; }
.answers mark.foreign { background: var(--badge-bad); color: var(--bad); }
.answers mark.own { background: var(--badge-good); color: var(--good); }
.answers mark.other { background: var(--badge-warn); color: var(--warn); }
.answers pre small { color: inherit; font: .78rem/1 system-ui, sans-serif; }

.checked th details p { font-weight: 400; margin: .4rem 0 0; font-size: .9rem; }
.why { margin: .4rem 0 0; padding-left: 1.1rem; font-weight: 400; font-size: .88rem; color: var(--quiet); }
.state { white-space: nowrap; border-radius: 1rem; padding: .1rem .65rem; font-size: .84rem; font-weight: 600; background: var(--code); color: var(--quiet); }
.state.violated { background: var(--badge-bad); color: var(--bad); }
.state.inconclusive { background: var(--badge-warn); color: var(--warn); }
.state.holds { background: var(--badge-good); color: var(--good); }
.bad { color: var(--bad); }
.factors { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1.5rem 2.5rem; align-items: start; }
.cohorts, .others { table-layout: fixed; }
.cohorts th:first-child { width: 46%; }
.cohorts thead th { white-space: normal; }
.cohorts thead th:first-child { color: var(--ink); font-weight: 600; font-size: .93rem; }
.cohorts th, .cohorts td { padding: .3rem .4rem; }
.cohorts th[scope=row] { font-weight: 400; }
footer { color: var(--quiet); font-size: .84rem; padding-block: .25rem 2.5rem; }

@media (max-width: 40rem) {
  .story dl > div, .pairs > div { grid-template-columns: 1fr; padding: .35rem 0; }
  .facts { display: grid; grid-template-columns: 1fr 1fr; gap: .8rem 1.2rem; }
  .heat tbody th { white-space: normal; min-width: 7.5rem; max-width: 8rem; font-size: .8rem; overflow-wrap: anywhere; }
  .heat th, .heat td { padding: .35rem .25rem; }
  .heat thead th { font-size: .7rem; max-width: 5rem; }
  .heat small { font-size: .7rem; }
  .checked thead, .viewers thead { display: none; }
  .checked tr, .viewers tr { display: block; padding: .7rem 0; border-bottom: 1px solid var(--line); }
  .checked th, .checked td, .viewers th, .viewers td { display: block; border: 0; padding: .12rem 0; }
  .checked td.number { display: inline-block; text-align: left; margin-right: 1rem; font-size: .84rem; color: var(--quiet); }
  .checked td.number::after { content: ' ' attr(data-label); }
  .checked td.sides::before { content: attr(data-label) ': '; color: var(--quiet); }
  .viewers th { white-space: normal; }
  .viewers td:last-child::before { content: 'saw data of '; color: var(--quiet); }
}
${trendStyle}
${printStyle}`;
