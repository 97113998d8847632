import type { ShapeFormat } from '../../harness/domain/attempts/answer-shape.ts';
import type { AccountId } from '../../harness/domain/accounts/account.ts';
import type { ReportInput } from '../input.ts';
import { count } from '../words/counting.ts';
import { owner, person } from '../words/people.ts';
import { releasePair } from '../words/release.ts';
import { accountSeen, answersToShow } from '../words/coverage/shapes.ts';
import type { ShapedAttempt } from '../words/coverage/shapes.ts';
import type { ToldCause } from '../words/causes/told-causes.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

const formats: Readonly<Record<ShapeFormat, string>> = {
  json: 'JSON',
  csv: 'CSV',
  html: 'a page',
  xml: 'XML',
  text: 'text',
  binary: 'media or a file, of which nothing is shown',
};

/**
 * The answer that shows a violation beside what came before the update, with all but the tokens masked; null where the run
 * kept none.
 */
export function answersSideBySide(input: ReportInput, told: ToldCause): Html | null {
  const answers = answersToShow(input, told);
  if (answers === null) return null;
  const { shown, before, owners } = answers;
  const isUpdated = input.plan.update.expected;
  const side = shown.phase === 'after-update' ? 'After' : 'Before';
  const title = isUpdated ? `${side} the update` : 'The answer';
  return html`<h4>What the answer looked like</h4>
    <p class="quiet">
      All of it is masked but the canary tokens of the run’s accounts, and names that are made of
      common words for fields. Any other key is “field-” and three digits, the same for the same
      key.
    </p>
    <div class="answers">
      ${before === null ? null : figure(input, 'Before the update', before, new Set())}
      ${figure(input, title, shown, owners)}
    </div>`;
}

type Owners = ReadonlySet<AccountId | null>;

function figure(input: ReportInput, title: string, attempt: ShapedAttempt, owners: Owners): Html {
  const { viewer, status, bytes, shape, surface, phase } = attempt;
  const release = releasePair(input)[phase === 'before-update' ? 'before' : 'after'];
  const facts = [
    ...(status === null ? [] : [`status ${status}`]),
    formats[shape.format],
    count(bytes, 'byte'),
  ];
  return html`<figure>
    <figcaption>
      <strong>${title}</strong> (${release}): <code>${surface}</code>
      <small>to ${person(input, viewer)}: ${facts.join(', ')}</small>
    </figcaption>
    ${shape.text.length === 0 ? null : html`<pre tabindex="0"><code>${textOf(input, attempt, owners)}</code></pre>`}
  </figure>`;
}

/**
 * The shape, with each sighting marked and named by its account: in full where the account stands for the first time. Marked
 * as a fault is what is of the owners.
 */
function textOf(
  input: ReportInput,
  { shape, sightings, viewer }: ShapedAttempt,
  owners: Owners,
): Html[] {
  const named = new Set<AccountId | null>();
  return shape.text.map((piece) => {
    if (typeof piece === 'string') return html`${piece}`;
    const sighting = sightings[piece];
    if (sighting === undefined) return html`…`;
    const account = accountSeen(input, sighting);
    const name = account !== null && named.has(account) ? account : owner(input, account);
    named.add(account);
    const what = 'token' in sighting ? input.tokenText(sighting.token) : `(${wordsOf(sighting)})`;
    const kind = owners.has(account) ? 'foreign' : account === viewer ? 'own' : 'other';
    return html`<mark class="${kind}">${what}</mark
      ><small> ${account === viewer ? 'their own' : `of ${name}`}</small>`;
  });
}

function wordsOf(
  sighting: Exclude<ShapedAttempt['sightings'][number], { kind: 'token' | 'frame' }>,
): string {
  switch (sighting.kind) {
    case 'id':
      return `id “${sighting.name}”`;
    case 'credential':
      return `credential “${sighting.name}”`;
    case 'unique':
      return sighting.field;
  }
}
