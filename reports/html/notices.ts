import type { ReportInput } from '../input.ts';
import { acceptedInWords } from '../words/accepted.ts';
import { reasonsOf } from '../words/coverage/reasons.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** What somebody has admitted: before anything else. */
export function acceptedSection(input: ReportInput): Html | null {
  const all = acceptedInWords(input);
  if (all.length === 0) return null;
  return html`<section class="notice" id="accepted">
    <h2>What is admitted</h2>
    <ul>
      ${all.map(
        ({ label, surface, why, end }) =>
          html`<li>
            ${label}: <code>${surface}</code> — ${why} <span class="quiet">(${end})</span>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** Why the run can't say; beside violations, what else went wrong. */
export function reasons(input: ReportInput): Html | null {
  const { verdict } = input;
  if (verdict.reasons.length === 0) return null;
  return html`<section class="notice" id="reasons">
    <h2>
      ${verdict.verdict === 'inconclusive' ? 'Why it is inconclusive' : 'What else went wrong'}
    </h2>
    <ul>
      ${reasonsOf(input).map(
        ({ why, concerns }) =>
          html`<li>
            ${why}${concerns === '' ? null : html` <span class="quiet">(${concerns})</span>`}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What was not judged because it looks like a catalogue: somebody has to say that it is one. */
export function looksCommon({ verdict: { coverage } }: ReportInput): Html | null {
  if (coverage.looksCommon.length === 0) return null;
  return html`<section class="notice" id="looks-common">
    <h2>Looks common, and was not judged</h2>
    <ul>
      ${coverage.looksCommon.map(
        (id) => html`<li><code>${id}</code> — ${coverage.whyUnreached[id] ?? ''}</li>`,
      )}
    </ul>
  </section>`;
}
