import { styleText } from 'node:util';
import { oneLine } from './escape.ts';
import type { ReportInput } from './input.ts';
import { accessWords } from './words/coverage/access.ts';
import { acceptedInWords } from './words/accepted.ts';
import { accountsInWords, chosenByPairs, lackedAccounts } from './words/coverage/accounts.ts';
import { baselineWords } from './words/baseline.ts';
import { count, enumerate, number } from './words/counting.ts';
import { gateWords } from './words/coverage/gate.ts';
import { headline } from './words/headline.ts';
import { whyNoScript } from './words/violations/how-asked.ts';
import { impact } from './words/causes/impact.ts';
import { reasonInWords, reasonsOf } from './words/coverage/reasons.ts';
import { releasePair, updateNotes } from './words/release.ts';
import { mendedCommand } from './words/violations/replay.ts';
import { residualRisk } from './words/coverage/residual-risk.ts';
import {
  causeInALine,
  elsewhere,
  exampleOf,
  whoSawNothing,
} from './words/causes/cause-in-short.ts';
import { firstStory } from './words/causes/cause-sentence.ts';
import { toldCauses } from './words/causes/told-causes.ts';
import { leftToThorough, passedOver, unreached } from './words/coverage/unchecked.ts';
import { sensitivityWords } from './words/coverage/sensitivity.ts';
import { duration } from './words/time.ts';

/** How to draw on the terminal. */
type TerminalOptions = {
  colour: boolean;
  /** Columns. */
  width: number;
  /** Where the reports lie; named last. */
  folder: string;
};

const causeLimit = 5;
const reasonLimit = 10;
const colours = {
  violated: 'red',
  inconclusive: 'yellow',
  holds: 'green',
  inapplicable: 'gray',
} as const;

type Style = Parameters<typeof styleText>[0];

/** Breaks at spaces; the lines after the first are indented. */
function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [''];
  for (const word of oneLine(text).split(' ')) {
    const last = lines.at(-1) ?? '';
    const fits = last.length + word.length + 1 <= width || last.trim() === '';
    if (fits) lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.join('\n');
}

function andMore(count: number): string[] {
  return count > 0 ? [`  … and ${number(count)} more in the report`] : [];
}

/** The CLI's last words: the verdict in words, the invariants, the first violations, where the report lies. */
export function renderTerminal(input: ReportInput, options: TerminalOptions): string {
  const { verdict } = input;
  const width = Math.max(40, options.width);
  const paint = (style: Style, text: string) =>
    options.colour ? styleText(style, text, { validateStream: false }) : text;
  const item = (text: string, bullet = '- ') => wrap(`${bullet}${text}`, width, '  ');
  const { words, advice } = headline(input);
  const { before, after } = releasePair(input);
  const { surfaces, attempts } = verdict.coverage;
  const wide = Math.max(0, ...verdict.invariants.map(({ id }) => oneLine(id).length));

  const table = verdict.invariants.flatMap((result) => {
    const state = paint(colours[result.verdict], result.verdict.padEnd(12));
    const counts = `${number(result.attempts)} tried, ${number(result.granted)} granted to owners`;
    const found = result.violations > 0 ? `, ${count(result.violations, 'violation')}` : '';
    const admitted = result.accepted > 0 ? `, ${number(result.accepted)} accepted` : '';
    // Why something is inconclusive stands below, once for all invariants.
    const why = result.verdict === 'inapplicable' ? input.reasonsByInvariant[result.id] : [];
    return [
      `  ${state}  ${oneLine(result.id).padEnd(wide)}  ${counts}${found}${admitted}`,
      ...(why ?? []).map((reason) => `      ${wrap(reason, width - 6, '      ')}`),
    ];
  });
  const all = toldCauses(input);
  const told = all.slice(0, causeLimit).flatMap((cause, place) => {
    const { lead } = firstStory(cause);
    const { repro } = lead.violation;
    const more = elsewhere(cause);
    // Of the first, the sentences at the top say it.
    const nothing = place === 0 ? '' : whoSawNothing(input, cause);
    const further = (text: string) => `  ${wrap(text, width - 2, '  ')}`;
    return [
      item(causeInALine(input, cause)),
      ...cause.steps.people.map((text) => `    ${wrap(text, width - 4, '    ')}`),
      ...cause.steps.steps.map(
        (step, index) => `    ${wrap(`${index + 1}. ${step}`, width - 4, '       ')}`,
      ),
      further(exampleOf(input, cause)),
      repro === null
        ? further(`no script: ${whyNoScript(lead)}`)
        : `  sh ${oneLine(`${options.folder}/${repro}`)}`,
      ...[more, nothing].filter((text) => text !== '').map(further),
    ];
  });
  const gate = gateWords(input);
  const access = accessWords(input);
  const cut = leftToThorough(input);
  const over = passedOver(input);
  const pairs = chosenByPairs(input);
  const lacking = lackedAccounts(input);
  const block = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : []);
  return [
    ...block(
      acceptedInWords(input).map(({ label, surface, why, end }) =>
        paint('yellow', item(`${surface}: ${why} (${end})`, `${label}: `)),
      ),
    ),
    '',
    paint(['bold', colours[verdict.verdict]], wrap(`${words} ${advice}`.trim(), width, '')),
    ...impact(input).map((sentence) => wrap(sentence, width, '')),
    ...block(told),
    ...andMore(all.length - causeLimit),
    '',
    wrap(
      `${verdict.deployment}${verdict.url === null ? '' : ` at ${verdict.url}`}, release ${before} → ${after}: ${accountsInWords(input)}, ${count(surfaces, 'surface')}, ${count(attempts, 'attempt')} in ${duration(verdict.durationMs)}, seed ${verdict.seed}`,
      width,
      '',
    ),
    ...updateNotes(input).map((sentence) => wrap(sentence, width, '')),
    ...(pairs === null ? [] : [item(pairs, 'Note: ')]),
    ...(lacking === null ? [] : [item(lacking, 'Not tried for lack of accounts: ')]),
    ...block(gate === null ? [] : [wrap(gate, width, '')]),
    ...block(access === null ? [] : [wrap(access, width, '')]),
    ...block(baselineWords(input).map((sentence) => wrap(sentence, width, ''))),
    ...block(table),
    ...block(
      reasonsOf(input)
        .slice(0, reasonLimit)
        .map((reason) => item(reasonInWords(reason))),
    ),
    ...andMore(verdict.reasons.length - reasonLimit),
    ...block(
      unreached(input)
        .slice(0, reasonLimit)
        .map(({ surfaces, why }) => item(`${enumerate(surfaces, 4)}: ${why}`, 'Not judged: ')),
    ),
    ...(over === null ? [] : block([item(over, 'Seen in own answers and not judged: ')])),
    ...(cut === null ? [] : block([item(cut, 'Attempts left to --thorough: ')])),
    ...block([sensitivityWords(input) ?? ''].filter(Boolean).map((line) => wrap(line, width, ''))),
    ...(verdict.residualRisk === null ? [] : ['', wrap(residualRisk(input).join(' '), width, '')]),
    '',
    ...(verdict.verdict === 'violated'
      ? [`For an incident report: ${oneLine(options.folder)}/incident.md`]
      : []),
    ...all.slice(0, 1).map(({ cases }) => `Is it mended? ${oneLine(mendedCommand(input, cases))}`),
    `Report: ${oneLine(options.folder)}/index.html`,
    '',
  ].join('\n');
}
