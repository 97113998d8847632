import { placeOf } from '../../harness/domain/place.ts';
import { printable } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { cohortWords } from '../words/cohort.ts';
import { number, semicolons } from '../words/counting.ts';
import { headline } from '../words/headline.ts';
import { unlessPlain } from '../words/how-asked.ts';
import { stories, type Story } from '../words/stories.ts';
import { andOthers, since, storyTitle } from '../words/story.ts';

/** GitHub shows so many annotations of a kind and step, and drops the others silently. */
const most = 10;

/** What an annotation says, and of which line. */
type Annotation = { title: string; text: string; surface: string | null };

/**
 * Annotations for GitHub, as lines that its runner takes as commands: the gravest faults first, then what could not be
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
  const told: Annotation[] = [...stories(input).map((story) => ofStory(input, story)), ...reasons];
  if (told.length === 0 && verdict.verdict !== 'holds')
    told.push({ title: 'Chaperone', text: `${words} ${advice}`, surface: null });
  const shown = told.length > most ? told.slice(0, most - 1) : told;
  const more = told.length - shown.length;
  const rest = {
    title: 'Chaperone',
    text: `and ${number(more)} more: see index.html`,
    surface: null,
  };
  return [...shown, ...(more > 0 ? [rest] : [])].map((annotation) => lineOf(input, annotation));
}

function ofStory(input: ReportInput, story: Story): Annotation {
  const { lead } = story;
  const { violation } = lead;
  const where = violation.sighting === null ? '' : ` at ${violation.sighting.where}`;
  const title = input.invariants.find(({ id }) => id === violation.invariant)?.title;
  const lines = [
    `${storyTitle(input, lead)}${andOthers(story)}, on ${violation.surface}${where}${unlessPlain(lead)}`,
    semicolons(cohortWords(violation.viewer.cohort), since(input, lead)),
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
