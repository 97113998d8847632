import type { Cast } from './casting.ts';
import type { Played } from './play.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What really ran, so that a property that could not do its work is never taken for one that holds. */
export type Tally = {
  played: number;
  /** Why scripts could not be played to their end, in words. */
  broken: string[];
  /** Actions, sign-ins, sign-outs and looked-at surfaces. */
  ran: Set<string>;
};

export function newTally(): Tally {
  return { played: 0, broken: [], ran: new Set() };
}

export function count(tally: Tally, { performed }: Played, cast: Cast): void {
  tally.played++;
  for (const { surface } of cast.bystander.looks) tally.ran.add(surface);
  for (const step of performed) {
    if (step.kind === 'act') tally.ran.add(step.action);
    else tally.ran.add(step.kind === 'look' ? step.surface : step.kind);
  }
}

/** What is missing for the property to say something, in words; empty: enough ran. */
export function missing(tally: Tally, words: Vocabulary, wanted: number): string[] {
  const expected = [
    ...words.verbs.map(({ name }) => name),
    ...(words.canSignOut ? ['sign-in', 'sign-out'] : []),
    ...(words.sharing === 'none' ? [] : ['share']),
    ...(words.sharing === 'until-ended' ? ['end-share'] : []),
    // Imported surfaces that nobody can reach are listed by the judge of the run, and patients have no address of others' views.
    ...words.surfaces
      .filter(({ imported, by }) => !imported && by === undefined)
      .map(({ id }) => id),
  ];
  const never = expected.filter((one) => !tally.ran.has(one));
  return [
    ...(tally.played < wanted ? [`only ${tally.played} of ${wanted} scripts were played`] : []),
    ...(never.length > 0 ? [`never tried: ${never.join(', ')}`] : []),
    ...new Set(tally.broken),
  ];
}
