import type { EarlierRun } from '../../harness/domain/verdict/earlier-runs.ts';
import type { ReportInput } from '../input.ts';
import { count, number, ratio } from '../words/counting.ts';
import { earlierWords, kindOfRun, releasesOf, signOffOf } from '../words/earlier-runs.ts';
import { dateAndTime } from '../words/time.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';
import { trend } from './trend.ts';

const heads = ['Run', 'Verdict', 'Violations', 'Pairs tried', 'Attempts'];

/** The runs before this run, as they lay beside it when it ended; nothing where nobody noted them. */
export function earlierSection(input: ReportInput): Html | null {
  const { earlier } = input;
  if (earlier === undefined) return null;
  const runs = earlier?.runs ?? [];
  return html`<section id="earlier">
    <h2>Earlier runs</h2>
    ${earlierWords(input).map((sentence) => html`<p>${sentence}</p>`)}
    ${runs.length === 0 ? null : html`${trend([...runs, ownPoint(input)])} ${table(runs)}`}
  </section>`;
}

function ownPoint({ verdict, signing }: ReportInput): Parameters<typeof trend>[0][number] {
  return {
    verdict: verdict.verdict,
    violations: new Set(verdict.violations.map(({ finding }) => finding)).size,
    pairs: verdict.coverage.cohortPairs,
    narrowed: verdict.scope === 'gate' || (signing?.narrowed ?? []).length > 0,
  };
}

function table(runs: readonly EarlierRun[]): Html {
  return html`<details>
    <summary>The last runs one by one, the latest first</summary>
    <table class="checked runs">
      <thead>
        <tr>
          ${heads.map(
            (title, index) =>
              html`<th scope="col" class="${index < 2 ? 'text' : 'number'}">${title}</th>`,
          )}
          <th scope="col">Signed off</th>
        </tr>
      </thead>
      <tbody>
        ${runs.toReversed().map(row)}
      </tbody>
    </table>
  </details>`;
}

function row(run: EarlierRun): Html {
  return html`<tr>
    <th scope="row">
      ${releasesOf(run)}, ${kindOfRun(run)}<br />
      <small>${dateAndTime(run.endedAt)}, ${run.name}</small>
    </th>
    <td>
      <span class="state ${run.verdict}">${run.verdict}</span>
      ${run.reasons === 0 ? null : html`<small>${count(run.reasons, 'reason')}</small>`}
    </td>
    <td class="number" data-label="violations">${number(run.violations)}</td>
    <td class="number" data-label="pairs tried">${ratio(run.pairs)}</td>
    <td class="number" data-label="attempts">${number(run.attempts)}</td>
    <td><span class="on-phones">signed off: </span>${signOffOf(run)}</td>
  </tr>`;
}
