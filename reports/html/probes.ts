import type { ProbeResult } from '../../harness/domain/verdict/run-coverage-schema.ts';
import type { ReportInput } from '../input.ts';
import { count, number } from '../words/counting.ts';
import { probeNote } from '../words/coverage/probes.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

function row(probe: ProbeResult): Html {
  const { id, title, tried, byStrangers, granted, refused, unclear, cut } = probe;
  const note = probeNote(probe);
  return html`<tr>
    <th scope="row">
      ${title} <code>${id}</code> ${note === null ? null : html`<br /><small>${note}</small>`}
    </th>
    <td class="number" data-label="tried">${number(tried)}</td>
    <td class="number" data-label="by strangers">${number(byStrangers)}</td>
    <td class="number" data-label="granted">${number(granted)}</td>
    <td class="number" data-label="refused">${number(refused)}</td>
    <td class="number" data-label="unclear">${number(unclear)}</td>
    <td class="number" data-label="cut">${number(cut)}</td>
  </tr>`;
}

/** Whether it found nothing here to try, so that its numbers tell nothing. */
function isIdle({ tried, cut }: ProbeResult): boolean {
  return tried === 0 && cut === 0;
}

function idleProbes(idle: readonly ProbeResult[]): Html | null {
  if (idle.length === 0) return null;
  return html`<details class="each">
    <summary>${count(idle.length, 'probe')} that tried nothing, and why</summary>
    <dl class="pairs">
      ${idle.map(
        ({ id, title, why }) =>
          html`<div>
            <dt>${title} <code>${id}</code></dt>
            <dd>${why ?? 'no reason was recorded'}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

/** What the sweep tried, idea by idea; nothing where there was no sweep. */
export function probesSection({ verdict: { coverage, scope } }: ReportInput): Html | null {
  if (coverage.probes.length === 0) return null;
  const all = 'All that probes name was attempted.';
  const cut =
    scope === 'gate'
      ? 'What the time of this gate cut is attempted without --budget.'
      : 'What a budget cut is attempted with --thorough.';
  return html`<section id="probes">
    <h2>What was tried</h2>
    <p>
      Strangers are all but the owner and whom it is shared with, and nobody (no session). A probe
      without them asked only for what is the asker’s own. A grant is no fault by itself: owners are
      granted their own, and what came is looked through. ${scope === 'thorough' ? all : cut}
    </p>
    <table class="checked">
      <thead>
        <tr>
          <th scope="col">Probe</th>
          ${['Tried', 'By strangers', 'Granted', 'Refused', 'Unclear', 'Cut'].map(
            (name) => html`<th scope="col" class="number">${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${coverage.probes.filter((probe) => !isIdle(probe)).map(row)}
      </tbody>
    </table>
    ${idleProbes(coverage.probes.filter(isIdle))}
  </section>`;
}
