import { head } from '../../../reports/html/head.ts';
import { html, type Html } from '../../../reports/html/template.ts';
import { ratio } from '../../../reports/words/counting.ts';
import type { Trend, TrendRun } from '../../run/comparing/trend.ts';
import {
  changesInWords,
  lastSignedOff,
  riskOf,
  signOffOf,
  surfacesOf,
} from '../words/trend-in-words.ts';

/** A trend as a page of its own, that fetches nothing and runs nothing; the latest run first. */
export function trendPage(trend: Trend): string {
  const latest = trend.runs.at(-1)?.run;
  const title = `The last ${trend.runs.length === 1 ? 'run' : `${trend.runs.length} runs`} of ${trend.deployment}`;
  const page = html`<!doctype html>
    <html lang="en">
      ${head(title, lastSignedOff(trend))}
      <body>
        <header class="banner ${latest?.verdict ?? 'inconclusive'}">
          <div class="wrap">
            <p class="badge">latest: ${latest?.verdict ?? ''}</p>
            <h1>${title}</h1>
            <p class="lede">${lastSignedOff(trend)}</p>
            ${trend.notes.map((note) => html`<p class="lede-more">${note}</p>`)}
          </div>
        </header>
        <main class="wrap">${table(trend)} ${changes(trend)} ${leftOut(trend)}</main>
      </body>
    </html> `;
  return page.markup;
}

const heads = ['Run', 'Verdict', 'Signed off', 'Faults', 'Coverage', 'Residual risk'];

function table({ runs }: Trend): Html {
  return html`<section id="runs">
    <h2>Run by run</h2>
    <p>
      A fault counts once, whatever kinds of account showed it, and is compared with the run before.
    </p>
    <table class="checked">
      <thead>
        <tr>
          ${heads.map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${runs.toReversed().map(row)}
      </tbody>
    </table>
  </section>`;
}

function row(told: TrendRun): Html {
  const { run, faults, change } = told;
  const { accounts, attempts, cohortPairs: pairs } = run.coverage;
  const changed =
    change === null
      ? 'the first of these'
      : `${change.new.length} new, ${change.gone.length} gone, ${change.persisting.length} persist, ${change.notJudged.length} not looked at again`;
  return html`<tr>
    <th scope="row">
      release ${run.release ?? 'unreadable'}, ${run.scope}<br /><small>${run.name}</small>
    </th>
    <td><span class="state ${run.verdict}">${run.verdict}</span></td>
    <td><small>signed off:</small> ${signOffOf(told)}</td>
    <td>${faults} <small>(${changed})</small></td>
    <td>
      ${accounts} accounts, ${surfacesOf(told)} surfaces, ${attempts} attempts, ${ratio(pairs)}
      pairs
    </td>
    <td><small>risk:</small> ${riskOf(told)}</td>
  </tr>`;
}

function changes(trend: Trend): Html | null {
  const all = changesInWords(trend);
  if (all.length === 0) return null;
  return html`<section id="changes">
    <h2>From run to run</h2>
    ${all.map(
      ({ run, lines }) =>
        html`<h3>${run}</h3>
          <ul>
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>`,
    )}
  </section>`;
}

function leftOut(trend: Trend): Html | null {
  if (trend.leftOut.length === 0) return null;
  return html`<section class="notice" id="left-out">
    <h2>Left out</h2>
    <ul>
      ${trend.leftOut.map(({ name, why }) => html`<li>${name}: ${why}</li>`)}
    </ul>
  </section>`;
}
