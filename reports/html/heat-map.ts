import type { ReportInput } from '../input.ts';
import { cohortWords } from '../words/causes/cohort.ts';
import { count, enumerate, number } from '../words/counting.ts';
import { person } from '../words/people.ts';
import { whoSawWhose } from '../words/violations/seen.ts';
import { heatMap } from './heat-map-data.ts';
import type { Cell } from './heat-map-data.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

function heat(owners: number): string {
  return owners >= 5 ? 'hot' : owners >= 2 ? 'warm' : 'lit';
}

function cell({ owners, saw, clear, tried }: Cell, size: number, isJudged: boolean): Html {
  if (owners.size > 0) {
    const known = owners.size - (owners.has(null) ? 1 : 0);
    const text = [known > 0 ? number(known) : '', owners.has(null) ? '?' : ''].join('+');
    const label = `received data of ${count(known, 'other')}${owners.has(null) ? ' and of people unknown' : ''}`;
    const shown = text.replace(/^\+|\+$/g, '');
    return html`<td class="${heat(owners.size)}" title="${label}">
      ${shown}<span class="sr"> ${label}</span
      >${size > 1 ? html` <small>by ${saw} of ${tried}</small>` : null}
    </td>`;
  }
  if (!isJudged) return html`<td class="untried"><small>not judged</small></td>`;
  if (tried === 0) return html`<td class="untried">–<span class="sr"> not tried</span></td>`;
  if (clear === 0) return html`<td class="unclear" title="tried, and no answer told">unclear</td>`;
  const some = clear < size ? html` <small>${clear} of ${size}</small>` : null;
  return html`<td class="clean">✓<span class="sr"> own data only</span>${some}</td>`;
}

/** The people who saw something, with what they have and whose data came. */
function viewers(input: ReportInput): Html | null {
  const seen = Map.groupBy(whoSawWhose(input), ({ viewer }) => viewer);
  if (seen.size === 0) return null;
  const limit = 16;
  return html`<details class="each">
    <summary>Each of the ${count(seen.size, 'viewer')}</summary>
    <table class="viewers">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Of which kind</th>
          <th scope="col">Saw data of</th>
        </tr>
      </thead>
      <tbody>
        ${[...seen].slice(0, limit).map(([viewer, things]) => {
          const owners = [...new Set(things.map((thing) => thing.owner))];
          const cohort = input.kinds.get(viewer);
          return html`<tr>
            <th scope="row">${person(input, viewer)}</th>
            <td data-label="kind">${cohort === undefined ? '' : cohortWords(cohort)}</td>
            <td>
              ${enumerate(
                owners.map((account) => account ?? 'people unknown to this run'),
                12,
              )}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
    ${seen.size > limit ? html`<p class="quiet">and ${count(seen.size - limit, 'more viewer')}</p>` : null}
  </details>`;
}

/** Who saw whose data, by surface. */
export function heatMapSection(input: ReportInput): Html {
  const map = heatMap(input);
  const unreached = new Set(input.verdict.coverage.unreachedSurfaces);
  const left = [map.left.surfaces > 0 ? count(map.left.surfaces, 'surface') : ''].filter(
    (text) => text !== '',
  );
  return html`<section id="who">
    <h2>Which kind of account saw others’ data, by surface</h2>
    <p class="legend">
      <span><b class="swatch hot">5</b> received data of so many others</span>
      <span><b class="swatch hot">?</b> of people unknown to this run</span>
      <span><b class="swatch clean">✓</b> only own data, or refused</span>
      <span
        ><b class="swatch unclear">unclear</b> tried, and no answer told (errors, timeouts)</span
      >
      <span><b class="swatch untried">–</b> not tried</span>
      <span><b class="swatch untried">not judged</b> see “What was not checked”</span>
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Who saw whose data, by surface">
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">Surface</th>
            ${map.columns.map(
              ({ label, detail }) =>
                html`<th scope="col">
                  ${label}${detail === '' ? null : html` <small>${detail}</small>`}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${map.rows.map(
            ({ surface, gives, cells }) =>
              html`<tr>
                <th scope="row"><code>${surface}</code> <small>${gives}</small></th>
                ${cells.map((one, index) =>
                  cell(one, map.columns[index]?.viewers.length ?? 0, !unreached.has(surface)),
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${left.length > 0 ? html`<p class="quiet">Not shown: ${enumerate(left)}.</p>` : null}
    ${viewers(input)}
  </section>`;
}
