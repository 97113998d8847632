import type { ReportInput } from '../input.ts';
import { baselineWords } from '../words/baseline.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** What is new, fixed and persisting since the baseline; null where there was none. */
export function baselineSection(input: ReportInput): Html | null {
  const sentences = baselineWords(input);
  if (sentences.length === 0) return null;
  return html`<section class="notice" id="baseline">
    <h2>Since the baseline</h2>
    <ul>
      ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
  </section>`;
}
