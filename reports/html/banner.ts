import type { InvariantId } from '../../harness/domain/verdict/invariant.ts';
import type { ReportInput } from '../input.ts';
import { accountsInWords } from '../words/coverage/accounts.ts';
import { count } from '../words/counting.ts';
import { gateWords } from '../words/coverage/gate.ts';
import { headline } from '../words/headline.ts';
import { impact } from '../words/causes/impact.ts';
import { releasePair, updateNotes } from '../words/release.ts';
import { reasonsOf } from '../words/coverage/reasons.ts';
import { dateAndTime, duration } from '../words/time.ts';
import { causeSentence } from '../words/causes/cause-sentence.ts';
import { toldCauses } from '../words/causes/told-causes.ts';
import { stepsList } from './steps.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

const badges = {
  violated: '✕ violated',
  inconclusive: '? inconclusive',
  holds: '✓ holds',
} as const;

/** The invariant that counts every time that an owner reached what is theirs. */
const control: InvariantId = 'own-access';

/** The first is what one reads; the rest is for whoever goes on. */
function ledes(input: ReportInput): readonly string[] {
  const { verdict, cases } = input;
  const { surfaces, attempts } = verdict.coverage;
  const tried = `${accountsInWords(input)} tried ${count(surfaces, 'surface')} in ${count(attempts, 'attempt')}`;
  if (verdict.verdict === 'violated') {
    const [first, ...others] = toldCauses(input);
    const more = others.length > 0 ? `; and ${count(others.length, 'other cause')}, below` : '';
    const cause = first === undefined ? [] : [`${causeSentence(input, first)}${more}.`];
    const sentences = [...cause, ...impact(input)];
    return sentences.length > 0 ? sentences : [`${count(cases.length, 'violation')}.`];
  }
  if (verdict.verdict === 'inconclusive') {
    const [first = 'No reason was given', ...more] = reasonsOf(input).map(({ why }) => why);
    const others = more.length > 0 ? ` (and ${count(more.length, 'more reason')}, below)` : '';
    const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}`;
    return [`${sentence}${others}.`];
  }
  // Other invariants count the same grants again, each those that it needs.
  const granted = verdict.invariants.find(({ id }) => id === control)?.granted ?? 0;
  const owners = `; ${count(granted, 'time')} an owner was shown to reach what is theirs`;
  return [`${tried}${granted > 0 ? owners : ''}.`];
}

function facts(input: ReportInput): readonly (readonly [string, string | Html])[] {
  const { verdict, plan } = input;
  const { before, after } = releasePair(input);
  const update = plan.update.expected
    ? (plan.update.name ?? verdict.sameRelease ?? 'not named')
    : 'none in this run';
  return [
    ['Deployment', verdict.deployment],
    ['Address', verdict.url ?? 'started by Chaperone'],
    ['Release', html`${before} <span class="arrow">→</span> ${after}`],
    ['Update', update],
    ['Checked', dateAndTime(verdict.startedAt)],
    ['Took', duration(verdict.durationMs)],
    ['Seed', String(verdict.seed)],
  ];
}

/** The verdict in words, and of what: all that somebody with ten seconds reads. */
export function banner(input: ReportInput): Html {
  const { verdict } = input.verdict;
  const { words, advice } = headline(input);
  const gate = gateWords(input);
  const [first] = toldCauses(input);
  const [lede = '', ...more] = [
    ...ledes(input),
    ...updateNotes(input),
    ...(gate === null ? [] : [gate]),
  ];
  return html`<header class="banner ${verdict}">
    <div class="wrap">
      <p class="badge">${badges[verdict]}</p>
      <h1>${words} ${advice === '' ? null : html`<strong>${advice}</strong>`}</h1>
      <p class="lede">${lede}</p>
      ${more.length > 0 ? html`<p class="lede-more">${more.join(' ')}</p>` : null}
      ${first === undefined ? null : stepsList(first.steps)}
      <dl class="facts">
        ${facts(input).map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </div>
  </header>`;
}
