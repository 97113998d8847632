import type { Case } from '../../harness/domain/verdict/case.ts';
import type { ReportInput } from '../input.ts';
import { cohortWords } from '../words/causes/cohort.ts';
import { sinceWhen } from '../words/baseline.ts';
import { count, number, semicolons } from '../words/counting.ts';
import { howAsked, whyNoScript } from '../words/violations/how-asked.ts';
import { owner, person, personAgain } from '../words/people.ts';
import { mendedCommand } from '../words/violations/replay.ts';
import type { Steps } from '../words/violations/steps.ts';
import { caseLimit } from '../words/violations/stories.ts';
import type { Story } from '../words/violations/stories.ts';
import { evidence, howOften, sessionWords, since, storyTitle } from '../words/violations/story.ts';
import { whoSawNothing } from '../words/causes/cause-in-short.ts';
import { causeSentence, firstStory, howMany } from '../words/causes/cause-sentence.ts';
import { toldCauses, type ToldCause } from '../words/causes/told-causes.ts';
import { tracesInWords } from '../words/violations/traces.ts';
import { answersSideBySide } from './evidence.ts';
import { pictureOf } from './pictures.ts';
import { stepsList } from './steps.ts';
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

function whose(input: ReportInput, { violation }: Case): string {
  if (violation.owner === null) return 'Nobody whom this run seeded: possibly a real person’s';
  return semicolons(
    personAgain(input, violation.owner.account),
    cohortWords(input.kinds.get(violation.owner.account) ?? violation.owner.cohort),
  );
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
    <pre tabindex="0"><code>${content}</code></pre>
  </details>`;
}

function others(input: ReportInput, cases: readonly Case[]): Html | null {
  if (cases.length < 2) return null;
  const left = cases.length - caseLimit;
  return html`<details>
    <summary>Each of its ${count(cases.length, 'violation')}</summary>
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
              <td>${person(input, violation.viewer.account)}</td>
              <td>${owner(input, violation.owner?.account ?? null)}</td>
              <td>
                <code>${violation.surface}</code>
                ${violation.sighting === null ? '' : html`<code>${violation.sighting.where}</code>`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${left > 0 ? html`<p class="quiet">and ${number(left)} more, which verdict.json lists</p>` : null}
  </details>`;
}

/** Where one cause was seen: a row for each fault, with what shows it again. */
function surfaces(input: ReportInput, all: readonly Story[]): Html | null {
  if (all.length < 2) return null;
  // Said above of the first; here where it is another time.
  const [first] = all.map(({ lead }) => since(input, lead));
  const when = (item: Case) =>
    since(input, item) === first ? null : html`<small>${since(input, item)}</small>`;
  return html`<h4>Where it was seen</h4>
    <table class="checked surfaces">
      <thead>
        <tr>
          <th scope="col">Surface</th>
          <th scope="col">What came, and where in the answer</th>
          <th scope="col" class="number">Violations</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(({ lead, others: more }) => {
          const { violation } = lead;
          const { sighting } = violation;
          return html`<tr>
            <th scope="row">
              <code>${violation.surface}</code>
              <a class="quiet" href="#invariant-${violation.invariant}">${violation.invariant}</a>
            </th>
            <td>
              ${sighting?.what ?? ''}
              ${sighting === null ? null : html`<code>${sighting.where}</code>`}
              <small
                >${violation.repro === null ? `no script: ${whyNoScript(lead)}` : `sh ${violation.repro}`}</small
              >
              ${when(lead)}
            </td>
            <td class="number" data-label="violations">${number(1 + more.length)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
}

/** Since when, where the heading does not say it already. */
function when(input: ReportInput, told: ToldCause): Html | null {
  const story = firstStory(told);
  const [first = story.lead] = told.cases;
  const known = sinceWhen(input, story);
  const words = since(input, story.lead);
  return words === since(input, first) && known === '' ? null : row('When', `${words}${known}`);
}

function again({ reproduced, replay }: Steps): Html | null {
  if (replay === null) return null;
  return html`<details open class="replay">
    <summary>
      Replay the shortest steps${reproduced === true ? '' : ' (seen, not reproduced)'}
    </summary>
    <pre tabindex="0"><code>${replay}</code></pre>
  </details>`;
}

function article(
  input: ReportInput,
  told: ToldCause,
  isFirst: boolean,
  scripts: ReadonlyMap<string, string>,
): Html {
  const { lead } = firstStory(told);
  const { violation } = lead;
  const proof = evidence(input, lead);
  const info = input.invariants.find(({ id }) => id === violation.invariant);
  const rest = told.cases.length - 1;
  const nothing = isFirst ? '' : whoSawNothing(input, told);
  return html`<article class="story" id="cause-${told.cause.id}">
    <h3>
      ${causeSentence(input, told)}<span class="more"
        >${rest > 0 ? `, in ${howMany(told)}` : ''}</span
      >
    </h3>
    <p class="tags">
      ${info === undefined ? null : html`<span class="tag ${info.severity}">${info.severity}</span>`}
      <span class="tag">${violation.kind}</span>
      ${told.cause.invariants.map((id) => html`<a class="tag" href="#invariant-${id}">${id}</a>`)}
    </p>
    ${isFirst ? null : stepsList(told.steps)} ${again(told.steps)}
    <h4>${storyTitle(input, lead)}</h4>
    <dl>
      ${row('Who', semicolons(`${personAgain(input, violation.viewer.account)}, ${sessionWords(lead)}`, cohortWords(input.kinds.get(violation.viewer.account) ?? violation.viewer.cohort)))}
      ${row('Whose', whose(input, lead))} ${row('Where', where(lead))} ${row('How', howAsked(lead))}
      ${when(input, told)} ${row('Seen', howOften(lead))}
      ${nothing === '' ? null : row('Others', nothing)}
      ${row('Proof', proof.text === null ? proof.words : html`${proof.words} <code class="token">${proof.text}</code>`)}
      ${tracesInWords(violation).map((line) => row('Trace', line))}
      ${row('Mended?', html`<code>${mendedCommand(input, told.cases)}</code>`)}
    </dl>
    ${answersSideBySide(input, told)} ${pictureOf(input, told.cases)}
    ${script(lead, scripts.get(violation.id))} ${surfaces(input, told.stories)}
    ${others(input, told.cases)}
    <p class="quiet id">
      cause ${told.cause.id}, violation ${violation.id}, finding ${violation.finding}
    </p>
  </article>`;
}

/** Each cause as one story over all its surfaces, with its cases folded away; the first hundred. */
export function storiesSection(
  input: ReportInput,
  scripts: ReadonlyMap<string, string>,
): Html | null {
  const all = toldCauses(input);
  if (all.length === 0) return null;
  const more = all.length - caseLimit;
  return html`<section id="violations">
    <h2>${all.length === 1 ? 'What happened' : `What happened: ${count(all.length, 'cause')}`}</h2>
    ${all.slice(0, caseLimit).map((told, index) => article(input, told, index === 0, scripts))}
    ${more > 0 ? html`<p>And ${count(more, 'more cause')}, which verdict.json lists.</p>` : null}
  </section>`;
}
