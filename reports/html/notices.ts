import type { ReportInput } from '../input.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** Known gaps that somebody has admitted: before anything else. */
export function acceptedGaps({ verdict }: ReportInput): Html | null {
  if (verdict.accepted.length === 0) return null;
  return html`<section class="notice" id="accepted">
    <h2>Accepted gaps</h2>
    <ul>
      ${verdict.accepted.map(
        ({ surface, reason, by, until, expired }) =>
          html`<li>
            <code>${surface}</code> — ${reason}
            <span class="quiet">
              (admitted by ${by},
              ${expired ? html`<strong>expired on ${until}</strong>` : `until ${until}`})
            </span>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** Why the run can't say; beside violations, what else went wrong. */
export function reasons({ verdict }: ReportInput): Html | null {
  if (verdict.reasons.length === 0) return null;
  return html`<section class="notice" id="reasons">
    <h2>
      ${verdict.verdict === 'inconclusive' ? 'Why it is inconclusive' : 'What else went wrong'}
    </h2>
    <ul>
      ${verdict.reasons.map((reason) => html`<li>${reason}</li>`)}
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
