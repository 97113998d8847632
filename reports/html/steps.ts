import type { Steps } from '../words/violations/steps.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** The shortest way to see it, for the banner. */
export function stepsList({ people, steps, reproduced }: Steps): Html {
  const again =
    reproduced === null
      ? null
      : reproduced
        ? 'It happened again on fresh accounts.'
        : 'Seen, not reproduced: the same steps on fresh accounts did not show it.';
  return html`<div class="steps">
    <p class="steps-title">The shortest steps</p>
    ${people.length > 0 ? html`<p>${people.join(' ')}</p>` : null}
    <ol>
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    ${again === null ? null : html`<p>${again}</p>`}
  </div>`;
}
