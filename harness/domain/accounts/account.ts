/** Names an account within a run: `a` and its number, e.g. `a17`; `anonymous` for nobody. */
export type AccountId = string;

/** The viewer that never signed in. It is an account like the others, without anything of its own. */
export const anonymous: AccountId = 'anonymous';

/** Stands for whoever is signed in, where everybody who is may see something. */
export const signedIn: AccountId = 'signed-in';

/** `patient`, or the name of a staff role in the deployment definition (e.g. `clinician`). */
export type Role = string;

/** The combination of factor levels that an account has, e.g. `{ region: 'uk', call: 'audio' }`. */
export type Cohort = Readonly<Record<string, string>>;

/** The account's id for its number (the number is what canary tokens carry). */
export function accountId(number: number): AccountId {
  return `a${number}`;
}

/** One line for people: `region uk, call audio`. */
export function describeCohort(cohort: Cohort): string {
  const levels = Object.entries(cohort).map(([factor, level]) => `${factor} ${level}`);
  return levels.length > 0 ? levels.join(', ') : 'no factors';
}

/** Whether a cohort has all of these levels. */
export function hasLevels(cohort: Cohort, levels: Cohort): boolean {
  return Object.entries(levels).every(([factor, level]) => cohort[factor] === level);
}

/** Whether anything is known of an account's factors: relatives, staff and people who are not signed in have none. */
export function hasFactors(cohort: Cohort | undefined): boolean {
  return Object.keys(cohort ?? {}).length > 0;
}

/** Two accounts are of one cohort when every factor has the same level. */
export function cohortKey(cohort: Cohort): string {
  return Object.keys(cohort)
    .sort()
    .map((factor) => `${factor}=${cohort[factor]}`)
    .join('&');
}
