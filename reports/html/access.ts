import type { AccessCell, AccessChange, AccessSide } from '../../harness/domain/verdict/access.ts';
import type { ReportInput } from '../input.ts';
import { accessWords, changesBySurface } from '../words/coverage/access.ts';
import { count, enumerate, number } from '../words/counting.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** Who asks, folded over roles, sessions and ways of asking. */
const groups: readonly (readonly [title: string, holds: (cell: AccessCell) => boolean])[] = [
  ['their own or shared', ({ session, judged }) => session === 'open' && !judged],
  ['another’s, signed in', ({ session, judged }) => session === 'open' && judged],
  ['without an open session', ({ session }) => session !== 'open'],
];

/** What the update opened, closed, brought and removed, and what came to whom on each side; null without an update. */
export function accessSection(input: ReportInput): Html | null {
  const sentence = accessWords(input);
  if (sentence === null) return null;
  const bySurface = [...Map.groupBy(input.access ?? [], ({ surface }) => surface)];
  const { notCompared: few = [], opened = [], closed = [] } = input.verdict.access ?? {};
  return html`<section id="access">
    <h2>Who gets what since the update</h2>
    <p>${sentence}</p>
    ${changeList('Opened', opened)} ${changeList('Closed', closed)}
    ${bySurface.length === 0 ? null : table(bySurface)}
    ${
      few.length === 0
        ? null
        : html`<details class="each">
            <summary>${count(few.length, 'comparison')} with too few clear answers</summary>
            <dl class="pairs">
              ${few.map(
                ({ surface, who, why }) =>
                  html`<div>
                    <dt><code>${surface}</code></dt>
                    <dd>${who}: ${why}</dd>
                  </div>`,
              )}
            </dl>
          </details>`
    }
  </section>`;
}

/** To whom each surface changed; null where none did. */
function changeList(title: string, changes: readonly AccessChange[]): Html | null {
  if (changes.length === 0) return null;
  const surfaces = changesBySurface(changes);
  return html`<details class="each">
    <summary>${title}: ${count(surfaces.length, 'surface')}, and to whom</summary>
    <dl class="pairs">
      ${surfaces.map(
        ([surface, askers]) =>
          html`<div>
            <dt><code>${surface}</code></dt>
            <dd>to ${enumerate(askers)}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

function table(bySurface: readonly (readonly [string, readonly AccessCell[]])[]): Html {
  return html`<details class="each">
    <summary>Clear answers before → after, for ${count(bySurface.length, 'surface')}</summary>
    <table class="checked">
      <thead>
        <tr>
          <th scope="col">Surface</th>
          ${groups.map(([title]) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${bySurface.map(
          ([surface, cells]) =>
            html`<tr>
              <th scope="row"><code>${surface}</code></th>
              ${groups.map(([title, holds]) => sidesCell(title, bothSides(cells.filter(holds))))}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

function sidesCell(title: string, words: string): Html {
  return words === ''
    ? html`<td></td>`
    : html`<td class="sides" data-label="${title}">${words}</td>`;
}

const untried = '–';

/** What came before and after; empty where nothing did. */
function bothSides(cells: readonly AccessCell[]): string {
  const [before, after] = (['before', 'after'] as const).map((side) =>
    inWords(cells.map((cell) => cell[side])),
  );
  return before === untried && after === untried ? '' : `${before} → ${after}`;
}

/** `refused`, `granted`, or how many of the answers were grants; `–` where nothing came out clearly. */
function inWords(sides: readonly AccessSide[]): string {
  const granted = sides.reduce((sum, side) => sum + side.granted, 0);
  const refused = sides.reduce((sum, side) => sum + side.refused, 0);
  if (granted + refused === 0) return untried;
  if (granted === 0) return 'refused';
  return refused === 0 ? 'granted' : `granted ${number(granted)} of ${number(granted + refused)}`;
}
