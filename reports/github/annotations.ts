import { placeOf } from '../../harness/domain/verdict/place.ts';
import { printable } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { causeInALine, elsewhere, exampleOf } from '../words/causes/cause-in-short.ts';
import { firstStory } from '../words/causes/cause-sentence.ts';
import { number } from '../words/counting.ts';
import { headline } from '../words/headline.ts';
import { toldCauses, type ToldCause } from '../words/causes/told-causes.ts';

/** GitHub shows so many annotations of a kind and step, and drops the others silently. */
const most = 10;

/** What an annotation says, and of which line. */
type Annotation = { title: string; text: string; surface: string | null };

/**
 * Annotations for GitHub, as lines that its runner takes as commands: one for each cause, the gravest first, then what could not be
 * checked, and last how many more there are. None where the run holds.
 */
export function annotationsOf(input: ReportInput): string[] {
  const { verdict } = input;
  const { words, advice } = headline(input);
  const reasons = verdict.reasons.map((text) => ({
    title: 'Could not be checked',
    text,
    surface: null,
  }));
  const all: Annotation[] = [...toldCauses(input).map((told) => ofCause(input, told)), ...reasons];
  if (all.length === 0 && verdict.verdict !== 'holds')
    all.push({ title: 'Chaperone', text: `${words} ${advice}`, surface: null });
  const shown = all.length > most ? all.slice(0, most - 1) : all;
  const more = all.length - shown.length;
  const rest = {
    title: 'Chaperone',
    text: `and ${number(more)} more: see index.html`,
    surface: null,
  };
  return [...shown, ...(more > 0 ? [rest] : [])].map((annotation) => lineOf(input, annotation));
}

/** A cause at the line of the surface that tells it best. */
function ofCause(input: ReportInput, told: ToldCause): Annotation {
  const { violation } = firstStory(told).lead;
  const title = input.invariants.find(({ id }) => id === violation.invariant)?.title;
  const lines = [
    causeInALine(input, told),
    exampleOf(input, told),
    elsewhere(told),
    violation.repro === null ? '' : `Again: sh ${violation.repro}`,
  ];
  return {
    title: title ?? violation.invariant,
    text: lines.filter((line) => line !== '').join('\n'),
    surface: violation.surface,
  };
}

function lineOf({ plan }: ReportInput, { title, text, surface }: Annotation): string {
  const place =
    surface === null ? (plan.places?.definition ?? null) : placeOf(plan.places, surface);
  const properties = [
    ...(place === null ? [] : [`file=${escapeProperty(place.file)}`, `line=${place.line}`]),
    `title=${escapeProperty(title)}`,
  ];
  return `::error ${properties.join(',')}::${escapeData(text)}`;
}

/** Data of a workflow command: it must stay in its line. */
function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a workflow command, which a colon or comma would end. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
