import type { InvariantResult } from '../../harness/domain/verdict/verdict.ts';
import type { ReportInput } from '../input.ts';
import { count, number } from '../words/counting.ts';
import { rawReleases } from '../words/release.ts';
import { judgeCommand, replayCommand } from '../words/violations/replay.ts';
import { residualRisk } from '../words/coverage/residual-risk.ts';
import { unchecked } from '../words/coverage/unchecked.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

const marks = { violated: '✕', inconclusive: '?', holds: '✓', inapplicable: '–' } as const;

/** Why nothing can be said of it. What is inconclusive is told first in the report, with all that it concerns. */
function why({ verdict }: InvariantResult, reasons: readonly string[]): Html | null {
  if (reasons.length === 0) return null;
  if (verdict !== 'inapplicable')
    return html`<p class="why">
      <a href="#reasons">${count(reasons.length, 'reason')}, above</a>
    </p>`;
  return html`<ul class="why">
    ${reasons.map((reason) => html`<li>${reason}</li>`)}
  </ul>`;
}

function row(input: ReportInput, result: InvariantResult): Html {
  const info = input.invariants.find(({ id }) => id === result.id);
  const reasons = input.reasonsByInvariant[result.id] ?? [];
  return html`<tr id="invariant-${result.id}">
    <th scope="row">
      <details>
        <summary>${info?.title ?? result.id}</summary>
        <p>
          <code>${result.id}</code> · ${info?.severity ?? ''} ·
          ${(info?.references ?? []).join(' · ')}
        </p>
        <p>${info?.help ?? ''}</p>
      </details>
      ${why(result, reasons)}
    </th>
    <td><span class="state ${result.verdict}">${marks[result.verdict]} ${result.verdict}</span></td>
    <td class="number" data-label="attempts">${number(result.attempts)}</td>
    <td class="number" data-label="granted to owners">${number(result.granted)}</td>
    <td class="number" data-label="violations">
      ${number(result.violations)}
      ${result.accepted > 0 ? html`<small>and ${number(result.accepted)} accepted</small>` : null}
    </td>
  </tr>`;
}

/** The invariants, with how much stands behind each. */
export function checkedSection(input: ReportInput): Html {
  const raw = rawReleases(input);
  return html`<section id="checked">
    <h2>What was checked</h2>
    <p>
      Every refusal was to be paired with the owner reaching the same thing: “granted to owners”
      counts these. Where there are none, an invariant cannot hold.
    </p>
    ${raw === '' ? null : html`<p>The deployment told its release as <code>${raw}</code>.</p>`}
    <table class="checked">
      <thead>
        <tr>
          <th scope="col">Invariant</th>
          <th scope="col">Verdict</th>
          <th scope="col" class="number">Attempts</th>
          <th scope="col" class="number">Granted to owners</th>
          <th scope="col" class="number">Violations</th>
        </tr>
      </thead>
      <tbody>
        ${input.verdict.invariants.map((result) => row(input, result))}
      </tbody>
    </table>
  </section>`;
}

/** What silence must not be taken for safety on. */
export function uncheckedSection(input: ReportInput): Html {
  const all = unchecked(input);
  return html`<section id="unchecked">
    <h2>What was not checked</h2>
    ${all.length === 0 ? html`<p>Nothing of what the plan names was left out.</p>` : null}
    <dl class="pairs">
      ${all.map(
        ({ what, why }) =>
          html`<div>
            <dt>${what}</dt>
            <dd>${why}</dd>
          </div>`,
      )}
    </dl>
    <h3>What this run cannot rule out</h3>
    <p>${residualRisk(input).join(' ')}</p>
  </section>`;
}

/** How to run and to judge it again. */
export function againSection(input: ReportInput): Html {
  return html`<section id="again">
    <h2>Run it again</h2>
    <dl class="pairs">
      <div>
        <dt>Exercise the deployment again</dt>
        <dd><code>${replayCommand(input)}</code></dd>
      </div>
      <div>
        <dt>Judge what was recorded again</dt>
        <dd><code>${judgeCommand(input)}</code></dd>
      </div>
    </dl>
  </section>`;
}
