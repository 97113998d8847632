import type { RunDetails } from 'fast-check';
import { describeCohort } from '../harness/index.ts';
import type { FoundBreach, Worker } from '../harness/index.ts';
import { actorName, inWords } from './command.ts';
import type { Played } from './play.ts';
import { renumber, takesPart } from './script.ts';
import type { Script } from './script.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What was found, and what is known of it. */
export type Found = {
  details: Pick<RunDetails<[Script]>, 'seed' | 'counterexamplePath' | 'numRuns' | 'numShrinks'>;
  /** The shortest that leaked. */
  script: Script;
  /** All that leaked while it was found, shrunk and replayed; the latest first. */
  leaks: readonly Played[];
  /** The shortest, played once more on fresh accounts; null when that broke off. */
  again: Played | null;
};

/** Records the reproduction in the history, and returns it as the property's message. */
export function reportLeak(worker: Worker, words: Vocabulary, found: Found): string {
  const { details, script, leaks } = found;
  const reproduced = Boolean(found.again?.leak);
  const steps = [...whoIsWho(script), ...stepsInWords(words, renumber(script), found)];
  const update = worker.plan.update.name ? `CHAPERONE_UPDATE=${worker.plan.update.name} ` : '';
  const replay = `${update}CHAPERONE_SEED=${details.seed} CHAPERONE_PATH=${details.counterexamplePath} npx vitest run --project properties`;
  const attempts = leaks.flatMap(
    ({ leak }) => leak?.breaches.map(({ attempt }) => attempt.id) ?? [],
  );
  worker.record({
    type: 'fact',
    fact: 'reproduction',
    at: Date.now(),
    attempts: [...new Set(attempts)],
    steps,
    reproduced,
    replay,
  });
  return [
    `A patient received what belongs to another: ${invariantsOf(leaks).join(', ')}.`,
    ...steps,
    reproduced
      ? 'Played once more on fresh accounts, it leaked again.'
      : 'Seen, not reproduced: played once more on fresh accounts, it did not leak.',
    `Found by script ${details.numRuns}, shrunk ${details.numShrinks} times to ${script.steps.length} steps. To see it again:`,
    `  ${replay}`,
  ].join('\n');
}

function invariantsOf(leaks: readonly Played[]): string[] {
  return [
    ...new Set(leaks.flatMap(({ leak }) => leak?.breaches.map(({ invariant }) => invariant) ?? [])),
  ];
}

function whoIsWho({ bystander, actors, steps }: Script): string[] {
  return [
    ...actors.flatMap((cohort, actor) =>
      takesPart(steps, actor)
        ? [`${actorName(actor)} is a new patient: ${describeCohort(cohort)}.`]
        : [],
    ),
    `The bystander is a patient with one consultation: ${describeCohort(bystander)}.`,
  ];
}

function stepsInWords(words: Vocabulary, { steps }: Script, { again, leaks }: Found): string[] {
  const [last] = again?.leak ? [again] : leaks;
  const gives = (surface: string) =>
    words.surfaces.find(({ id }) => id === surface)?.gives ?? 'read';
  return steps.map((step, index) => {
    const shown =
      last?.leak?.step === index ? `, which shows ${whatOf(last.leak.breaches[0], last)}` : '';
    return `${index + 1}. ${inWords(step, gives)}${shown}`;
  });
}

function whatOf({ sighting, owner }: FoundBreach, { names }: Played): string {
  const whose = names.get(owner ?? '') ?? 'somebody else';
  if (!sighting) return `what belongs to ${whose}`;
  const encoding = sighting.encoding === 'plain' ? '' : ` (${sighting.encoding})`;
  const what = /^an? /.test(sighting.what) ? sighting.what : `the ${sighting.what}`;
  return `${what} of ${whose} at ${sighting.where}${encoding}`;
}
