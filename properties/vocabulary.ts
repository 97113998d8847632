import {
  askable,
  isForBearers,
  type Cohort,
  type Definition,
  type AskedSurface,
} from '../harness/index.ts';

/** An action of the definition, as the model needs it. */
export type Verb = {
  name: string;
  /** It makes a new thing instead of being done to one. */
  creates: boolean;
  /** Of these, one must have been done to the thing before; empty: any time. */
  after: readonly string[];
  /** Once one of these was done to the thing, it is no longer possible. */
  until: readonly string[];
};

/** What the model may say about a deployment. All of it comes from the definition. */
export type Vocabulary = {
  verbs: readonly Verb[];
  surfaces: readonly AskedSurface[];
  canSignOut: boolean;
  /** Whether things can be shared with other patients, and whether their owners can end that. */
  sharing: 'none' | 'for-good' | 'until-ended';
  /** The ways in which accounts differ; each has one level or more, the simplest first. */
  factors: readonly (readonly [factor: string, levels: readonly string[]])[];
  isPossible: (cohort: Cohort) => boolean;
};

/** Booking with all its parts at once (`consultations.create`), under the name that `after` gives it. */
export const create = 'create';

/** Properties run once the update is done: what they make is from after it, on every side. */
const sides = { account: 'after', session: 'after', booking: 'after' };

/**
 * Reads the vocabulary from a definition. Booking all at once is a command only where no action makes a
 * thing step by step, or where one builds on it: it would hide which step it was that leaked.
 */
export function vocabularyOf(definition: Definition): Vocabulary {
  const actions = Object.entries(definition.actions ?? {});
  const verbs = actions.map(([name, { creates = false, after = [], until = [] }]) => {
    return { name, creates, after, until };
  });
  const booksWhole =
    !verbs.some(({ creates }) => creates) || verbs.some(({ after }) => after.includes(create));
  return {
    verbs: booksWhole ? [{ name: create, creates: true, after: [], until: [] }, ...verbs] : verbs,
    // Whoever has the address of a bearer link may use it: there is no stranger to it.
    surfaces: askable(definition.surfaces).filter((surface) => !isForBearers(surface)),
    canSignOut: !('none' in definition.accounts.signOut),
    sharing: sharingOf(definition),
    factors: Object.entries(definition.factors ?? {}),
    isPossible: (cohort) => !definition.impossible?.({ ...cohort, ...sides }),
  };
}

function sharingOf({ sharing }: Definition): Vocabulary['sharing'] {
  if (sharing === undefined || 'none' in sharing) return 'none';
  return typeof sharing.end === 'function' ? 'until-ended' : 'for-good';
}

/** The cohort with the sides of the update, as `createAccount` wants it. */
export function withSides(cohort: Cohort): Cohort {
  return { ...cohort, ...sides };
}
