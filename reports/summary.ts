import { codeSpan as code, escapeMarkdown } from './escape.ts';
import type { ReportInput } from './input.ts';
import { accessWords } from './words/coverage/access.ts';
import { acceptedInWords } from './words/accepted.ts';
import { accountsInWords } from './words/coverage/accounts.ts';
import { baselineWords, sinceWhen } from './words/baseline.ts';
import { count, number, semicolons } from './words/counting.ts';
import { probeNote } from './words/coverage/probes.ts';
import { gateWords } from './words/coverage/gate.ts';
import { headline } from './words/headline.ts';
import { unlessPlain, whyNoScript } from './words/violations/how-asked.ts';
import { impact } from './words/causes/impact.ts';
import { reasonInWords, reasonsOf } from './words/coverage/reasons.ts';
import { rawReleases, releasePair, updateNotes } from './words/release.ts';
import { judgeCommand, replayCommand } from './words/violations/replay.ts';
import { residualRisk } from './words/coverage/residual-risk.ts';
import { andOthers, howOften, since, storyTitle } from './words/violations/story.ts';
import { causeSentence, howMany } from './words/causes/cause-sentence.ts';
import { toldCauses, type ToldCause } from './words/causes/told-causes.ts';
import { sensitivityWords } from './words/coverage/sensitivity.ts';
import { duration } from './words/time.ts';
import { unchecked } from './words/coverage/unchecked.ts';

const storyLimit = 20;
const causeLimit = 5;
const marks = { violated: '❌', inconclusive: '⚠️', holds: '✅', inapplicable: '➖' } as const;

const md = escapeMarkdown;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', `### ${title}`, '', ...lines] : [];
}

function accepted(input: ReportInput): string[] {
  return acceptedInWords(input).map(
    ({ label, surface, why, end }) => `> ⚠️ **${label}** ${code(surface)}: ${md(why)} (${md(end)})`,
  );
}

function invariants({ verdict, invariants: infos }: ReportInput): string[] {
  return [
    '| | invariant | verdict | attempts | granted to owners | violations |',
    '|---|---|---|--:|--:|--:|',
    ...verdict.invariants.map((result) => {
      const title = infos.find(({ id }) => id === result.id)?.title ?? result.id;
      const cells = [marks[result.verdict], md(title), result.verdict];
      const counts = [result.attempts, result.granted, result.violations].map(number);
      const admitted = result.accepted > 0 ? ` (and ${number(result.accepted)} accepted)` : '';
      return `| ${[...cells, ...counts].join(' | ')}${admitted} |`;
    }),
  ];
}

function probes({ verdict: { coverage } }: ReportInput): string[] {
  if (coverage.probes.length === 0) return [];
  return [
    '| probe | tried | by strangers | granted | refused | unclear | cut |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...coverage.probes.map((probe) => {
      const { id, tried, byStrangers, granted, refused, unclear, cut } = probe;
      const note = probeNote(probe);
      const name = note === null ? code(id) : `${code(id)}: ${md(note)}`;
      const counts = [tried, byStrangers, granted, refused, unclear, cut].map(number);
      return `| ${[name, ...counts].join(' | ')} |`;
    }),
  ];
}

function faults(input: ReportInput, { stories: all }: ToldCause): string[] {
  const told = all.slice(0, storyLimit).flatMap((story, index) => {
    const { violation } = story.lead;
    const where = violation.sighting === null ? '' : ` at ${code(violation.sighting.where)}`;
    return [
      `${index + 1}. **${md(storyTitle(input, story.lead))}**${md(andOthers(story))}, on ${code(violation.surface)}${where}${md(unlessPlain(story.lead))}<br>`,
      `   ${md(semicolons(since(input, story.lead), howOften(story.lead)))}${md(sinceWhen(input, story))}`,
      violation.repro === null
        ? `   <br>no script: ${md(whyNoScript(story.lead))}`
        : `   <br>again: ${code(`sh ${violation.repro}`)}`,
    ];
  });
  const more = all.length - storyLimit;
  return more > 0 ? [...told, '', `… and ${number(more)} more: see index.html.`] : told;
}

function causes(input: ReportInput): string[] {
  const all = toldCauses(input);
  const told = all.slice(0, causeLimit).flatMap((cause) => {
    const { people, steps } = cause.steps;
    return [
      `#### ${md(`${causeSentence(input, cause)}: ${howMany(cause)}`)}`,
      '',
      ...(people.length > 0 ? [md(people.join(' ')), ''] : []),
      ...steps.map((step, index) => `${index + 1}. ${md(step)}`),
      '',
      'Seen as:',
      '',
      ...faults(input, cause),
      '',
    ];
  });
  const more = all.length - causeLimit;
  return more > 0 ? [...told, `… and ${count(more, 'more cause')}: see index.html.`] : told;
}

/** summary.md, for a pull request's comment or a CI job's summary. */
export function summaryMarkdown(input: ReportInput): string {
  const { verdict, plan } = input;
  const { words, advice } = headline(input);
  const { before, after } = releasePair(input);
  const { surfaces, attempts } = verdict.coverage;
  const raw = rawReleases(input);
  const gate = gateWords(input);
  const access = accessWords(input);
  return [
    `## ${marks[verdict.verdict]} ${md(`${words} ${advice}`.trim())}`,
    '',
    ...accepted(input).flatMap((line) => [line, '']),
    `${code(verdict.deployment)}, release ${code(before)} → ${code(after)}: ${accountsInWords(input)}, ${count(surfaces, 'surface')}, ${count(attempts, 'attempt')} in ${duration(verdict.durationMs)}.`,
    '',
    ...updateNotes(input).flatMap((sentence) => [md(sentence), '']),
    md(impact(input).join(' ')),
    ...(access === null ? [] : ['', md(access)]),
    ...(gate === null ? [] : ['', `> ${md(gate)}`]),
    ...section(count(verdict.violations.length, 'violation'), causes(input)),
    ...section(
      'Since the baseline',
      baselineWords(input).map((sentence) => `- ${md(sentence)}`),
    ),
    ...section(
      verdict.verdict === 'inconclusive' ? 'Why it is inconclusive' : 'What else went wrong',
      reasonsOf(input).map((reason) => `- ${md(reasonInWords(reason))}`),
    ),
    ...section('Invariants', [
      ...(raw === '' ? [] : [`The deployment told its release as ${code(raw)}.`, '']),
      ...invariants(input),
    ]),
    ...section(`What was tried (${verdict.scope})`, probes(input)),
    ...section(
      'What was not checked',
      unchecked(input).map(({ what, why }) => `- ${md(what)}: ${md(why)}`),
    ),
    ...section(
      'What would have been noticed',
      [sensitivityWords(input) ?? ''].filter(Boolean).map(md),
    ),
    ...section('What this run cannot rule out', [md(residualRisk(input).join(' '))]),
    ...section('Run it again', [
      `- exercise it again: ${code(replayCommand(input))} (with the same parts: ${plan.parts.join(', ')})`,
      `- judge what was recorded again: ${code(judgeCommand(input))}`,
    ]),
    '',
  ].join('\n');
}
