import type { Case } from '../../harness/domain/case.ts';
import type { ReportInput } from '../input.ts';
import { cohortWords } from '../words/cohort.ts';
import { sinceWhen } from '../words/baseline.ts';
import { count, number, semicolons } from '../words/counting.ts';
import { howAsked, whyNoScript } from '../words/how-asked.ts';
import { owner, person } from '../words/people.ts';
import { caseLimit, stories } from '../words/stories.ts';
import type { Story } from '../words/stories.ts';
import { andOthers, evidence, howOften, sessionWords, since, storyTitle } from '../words/story.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

function row(name: string, value: Html | string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function where({ violation }: Case): Html {
  const { sighting, surface, channel } = violation;
  const place =
    sighting === null
      ? null
      : html`<br /><span class="quiet">in the answer:</span>
          <code>${sighting.where}</code>
          ${sighting.encoding === 'plain' ? null : html`<span class="quiet">(${sighting.encoding})</span>`}`;
  const by = channel === 'http' ? null : html` <span class="quiet">(${channel})</span>`;
  return html`<code>${surface}</code>${by}${place}`;
}

function whose({ violation }: Case): string {
  if (violation.owner === null) return 'Nobody whom this run seeded: possibly a real person’s';
  return semicolons(violation.owner.account, cohortWords(violation.owner.cohort));
}

function steps({ reproduction }: Case): Html | null {
  if (reproduction === null) return null;
  const again = reproduction.reproduced
    ? 'It happened again on fresh accounts.'
    : 'Seen, not reproduced: the same steps on fresh accounts did not show it.';
  return html`<details open>
    <summary>Step by step</summary>
    <ol>
      ${reproduction.steps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <p>${again}</p>
    <p class="quiet">Replay:</p>
    <pre><code>${reproduction.replay}</code></pre>
  </details>`;
}

function script(item: Case, content: string | undefined): Html {
  const { violation } = item;
  if (violation.repro === null || content === undefined)
    return html`<p class="quiet">No script: ${whyNoScript(item)}.</p>`;
  return html`<details class="script">
    <summary>
      ${violation.channel === 'socket' ? 'Listening' : 'With curl'}:
      <code>sh ${violation.repro}</code>
    </summary>
    <pre><code>${content}</code></pre>
  </details>`;
}

function others(input: ReportInput, { others: cases }: Story): Html | null {
  if (cases.length === 0) return null;
  const left = cases.length - caseLimit;
  return html`<details>
    <summary>${count(cases.length, 'more case')} like it</summary>
    <table class="others">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Whose</th>
          <th scope="col">Where in the answer</th>
        </tr>
      </thead>
      <tbody>
        ${cases.slice(0, caseLimit).map(
          ({ violation }) =>
            html`<tr id="violation-${violation.id}">
              <td title="${cohortWords(violation.viewer.cohort)}">
                ${person(input, violation.viewer.account)}
              </td>
              <td>${owner(input, violation.owner?.account ?? null)}</td>
              <td>
                ${violation.sighting === null ? '' : html`<code>${violation.sighting.where}</code>`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${left > 0 ? html`<p class="quiet">and ${number(left)} more, which verdict.json lists</p>` : null}
  </details>`;
}

function article(input: ReportInput, story: Story, scripts: ReadonlyMap<string, string>): Html {
  const { lead } = story;
  const { violation } = lead;
  const proof = evidence(input, lead);
  const info = input.invariants.find(({ id }) => id === violation.invariant);
  return html`<article class="story" id="violation-${violation.id}">
    <h3>${storyTitle(input, lead)}<span class="more">${andOthers(story)}</span></h3>
    <p class="tags">
      ${info === undefined ? null : html`<span class="tag ${info.severity}">${info.severity}</span>`}
      <span class="tag">${violation.kind}</span>
      <a class="tag" href="#invariant-${violation.invariant}">${violation.invariant}</a>
    </p>
    <dl>
      ${row('Who', semicolons(`${violation.viewer.account}, ${sessionWords(lead)}`, cohortWords(violation.viewer.cohort)))}
      ${row('Whose', whose(lead))} ${row('Where', where(lead))} ${row('How', howAsked(lead))}
      ${row('When', `${since(input, lead)}${sinceWhen(input, story)}`)}
      ${row('Seen', howOften(lead))}
      ${row('Proof', proof.text === null ? proof.words : html`${proof.words} <code class="token">${proof.text}</code>`)}
    </dl>
    ${steps(lead)} ${script(lead, scripts.get(violation.id))} ${others(input, story)}
    <p class="quiet id">violation ${violation.id}, finding ${violation.finding}</p>
  </article>`;
}

/** Each fault as a story, with its other cases folded away; the first hundred. */
export function storiesSection(
  input: ReportInput,
  scripts: ReadonlyMap<string, string>,
): Html | null {
  const all = stories(input);
  if (all.length === 0) return null;
  const more = all.length - caseLimit;
  return html`<section id="violations">
    <h2>What happened</h2>
    ${all.slice(0, caseLimit).map((story) => article(input, story, scripts))}
    ${more > 0 ? html`<p>And ${count(more, 'more fault')}, which verdict.json lists.</p>` : null}
  </section>`;
}
