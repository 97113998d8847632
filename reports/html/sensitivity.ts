import type { Sensitivity } from '../../harness/domain/verdict/sensitivity.ts';
import type { ReportInput } from '../input.ts';
import { count, enumerate, number } from '../words/counting.ts';
import { sensitivityWords } from '../words/coverage/sensitivity.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

type OnSurface = NonNullable<Sensitivity>['surfaces'][number];

/** Of runs that an earlier version judged. */
const unknownWhy = 'the run does not tell why';

function passing({ blind, accepted }: OnSurface): Html | null {
  if (blind.length === 0) return null;
  return html`<ul class="why">
    ${blind.map(
      ({ title, remedy }) =>
        html`<li>
          ${title} would pass${accepted ? ' (accepted)' : ''}<br /><small>${remedy}</small>
        </li>`,
    )}
  </ul>`;
}

function row(here: OnSurface): Html {
  const { surface, planted, noticed, unclear, blind, impersonal, cut = null } = here;
  return html`<tr>
    <th scope="row">
      <code>${surface}</code>
      ${impersonal === null ? null : html`<br /><small>nothing of anybody: ${impersonal}</small>`}
      ${cut === null ? null : html`<br /><small>not all kinds of leaks were planted: ${cut}</small>`}
      ${passing(here)}
    </th>
    <td class="number" data-label="planted">${number(planted)}</td>
    <td class="number" data-label="noticed">${number(noticed)}</td>
    <td class="number" data-label="unclear">${number(unclear)}</td>
    <td class="number" data-label="kinds that pass">${number(blind.length)}</td>
  </tr>`;
}

function table(surfaces: readonly OnSurface[]): Html {
  return html`<table class="checked">
    <thead>
      <tr>
        <th scope="col">Surface</th>
        <th scope="col" class="number">Planted</th>
        <th scope="col" class="number">Noticed</th>
        <th scope="col" class="number">Unclear</th>
        <th scope="col" class="number">Kinds that pass</th>
      </tr>
    </thead>
    <tbody>
      ${surfaces.map(row)}
    </tbody>
  </table>`;
}

/** All surfaces on which nothing was planted, by the reason why. */
function untriedList(sensitivity: Sensitivity): Html | null {
  const { untried = [], whyUntried } = sensitivity ?? {};
  if (untried.length === 0) return null;
  const told = whyUntried ?? untried.map((surface) => ({ surface, why: unknownWhy }));
  const byReason = Map.groupBy(told, ({ why }) => why);
  return html`<p>Nothing was planted on:</p>
    <ul class="why">
      ${[...byReason].map(
        ([why, surfaces]) =>
          html`<li>${enumerate(surfaces.map(({ surface }) => surface))}: ${why}</li>`,
      )}
    </ul>`;
}

/** Whether a leak would have been noticed on this deployment, surface by surface; nothing where there was no sweep. */
export function sensitivitySection(input: ReportInput): Html | null {
  const words = sensitivityWords(input);
  if (words === null) return null;
  const { sensitivity } = input.verdict;
  const surfaces = sensitivity?.surfaces ?? [];
  const blind = surfaces.filter((here) => here.blind.length > 0);
  const others = surfaces.filter((here) => here.blind.length === 0);
  return html`<section id="sensitivity">
    <h2>What would have been noticed</h2>
    <p>
      ${words} Leaks are planted in memory, in answers that this deployment gave: a green run is
      worth what it would have noticed.
    </p>
    ${blind.length === 0 ? null : table(blind)}
    ${
      others.length === 0
        ? null
        : html`<details class="each">
            <summary>
              ${count(others.length, 'surface')} where every planted leak was noticed, or nothing is
              anybody’s
            </summary>
            ${table(others)}
          </details>`
    }
    ${untriedList(sensitivity)}
  </section>`;
}
