import type { InvariantId } from '../verdict/invariant.ts';
import type { Violation } from '../verdict/verdict.ts';

/** Their violations are of what was one's own or given to one once: each is another fault than a leak. */
const ofOwn: ReadonlySet<string> = new Set<InvariantId>([
  'no-access-after-sign-out',
  'no-access-after-revocation',
  'second-factor-required',
  'private-responses-not-shared',
  'own-access',
]);

/** Whether an invariant is about what was the viewer's own, or given to them once. */
export function isAboutOwn({ invariant }: Pick<Violation, 'invariant'>): boolean {
  return ofOwn.has(invariant);
}

/** Whether violations of an invariant are another fault than those of the same kind. */
function isApart(done: Pick<Violation, 'invariant'>): boolean {
  return isAboutOwn(done) || done.invariant === 'outbound-to-the-right-party';
}

type Done = Pick<Violation, 'kind' | 'invariant'>;

/** What violations of one cause share: their kind, and the invariant where another one is another fault. */
export function sortOfDeed({ kind, invariant }: Done): readonly [kind: string, invariant: string] {
  return [kind, kind === 'weakness' || isApart({ invariant }) ? invariant : 'others'];
}

/**
 * What was done, as the end of a sentence that begins with those who did it: `receive what is others’`.
 * @param title the title of its invariant
 */
export function deedOf({ kind, invariant }: Done, title: string): string {
  if (invariant === 'outbound-to-the-right-party')
    return 'have data sent to whom it does not concern';
  if (kind === 'leak' && !isAboutOwn({ invariant })) return 'receive what is others’';
  if (kind === 'exposure') return 'are handed others’ credentials';
  if (kind === 'tamper') return 'change what is others’';
  if (kind === 'lockout') return 'do not get their own';
  return `break a rule (${title})`;
}
