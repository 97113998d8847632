import type { ReportInput } from '../input.ts';
import { count } from '../words/counting.ts';
import { releasePair } from '../words/release.ts';
import { checkSignOffCommand, signCommand } from '../words/violations/replay.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** What would be signed of this run, what speaks against it, and the commands; nothing where nobody looked. */
export function signOffSection(input: ReportInput): Html | null {
  if (input.signing === undefined) return null;
  const against = [...verdictAgainst(input), ...input.signing.narrowed.map(asNarrowed)];
  const { limits = [] } = input.signing;
  const whole =
    limits.length === 0
      ? 'a whole run'
      : `whole within its limit (${limits.join('; ')}), which the sign-off states`;
  return html`<section id="sign-off">
    <h2>Sign-off</h2>
    ${
      against.length === 0
        ? html`<p>It holds and is ${whole}: it can be signed off.</p>`
        : html`<p>It is signed only with <code>--despite</code> and a reason, because</p>
            <ul>
              ${against.map((why) => html`<li>${why}</li>`)}
            </ul>`
    }
    <dl class="pairs">${rows(input, against.length > 0).map(pair)}</dl>
    <p class="quiet">
      Signing judges the run again from its files, and refuses what has changed since. Whether it
      was signed stands in no report: the check says it.
    </p>
  </section>`;
}

function pair([name, value]: readonly [string, string | Html]): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function rows(
  input: ReportInput,
  needsReason: boolean,
): readonly (readonly [string, string | Html])[] {
  const { plan, verdict, signing } = input;
  const { before, after } = releasePair(input);
  const admitted = verdict.accepted.filter(({ expired }) => !expired).length;
  return [
    ['Release', `${after} of ${verdict.deployment} (before: ${before})`],
    ...(typeof verdict.sameRelease === 'string'
      ? [['The update changed', verdict.sameRelease] as const]
      : []),
    [
      'Scope',
      `${verdict.scope}: ${plan.parts.join(', ')}, ${count(verdict.coverage.accounts, 'account')}, factors combined by ${plan.strength}`,
    ],
    ['Admitted', admitted === 0 ? 'nothing' : count(admitted, 'entry', 'entries')],
    ...(signing?.digests ?? []).map(
      ({ name, sha256 }) => [`SHA-256 of ${name}`, html`<code>${sha256}</code>`] as const,
    ),
    ['With them', 'each file of the history, this report and the others, by SHA-256 too'],
    ['To sign it', html`<code>${signCommand(input, needsReason)}</code>`],
    ['To check it before a deployment', html`<code>${checkSignOffCommand(input)}</code>`],
  ];
}

function verdictAgainst({ verdict }: ReportInput): string[] {
  return verdict.verdict === 'holds' ? [] : [`its verdict is ${verdict.verdict}`];
}

function asNarrowed(how: string): string {
  return `it was narrowed: ${how}`;
}
