import { UsageError } from '../../domain/errors.ts';
import type { Verdict, Violation } from '../../domain/verdict/verdict.ts';

type Violations = Pick<Verdict, 'violations' | 'acceptedViolations'>;

/**
 * The violation of a run that a name means: its id, its finding (the first one of it), or the beginning of either that
 * means no other finding.
 *
 * @throws UsageError where it means none, or several findings.
 */
export function namedViolation(
  { violations, acceptedViolations }: Violations,
  name: string,
): Violation {
  const all = [...violations, ...acceptedViolations];
  const named = (matches: (id: string) => boolean): Violation[] =>
    all.filter(({ id, finding }) => matches(id) || matches(finding));
  const exact = named((id) => id === name);
  const meant = exact.length > 0 ? exact : named((id) => id.startsWith(name));
  const [first] = meant;
  if (first === undefined)
    throw new UsageError(
      `The run has no violation ${name}.`,
      all.length === 0 ? 'It has none at all.' : `Choose one of: ${told(all)}.`,
    );
  const isOne =
    exact.length > 0 ||
    meant.length === 1 ||
    meant.every(({ finding }) => finding === first.finding && finding.startsWith(name));
  if (!isOne)
    throw new UsageError(`${name} may mean several violations.`, `Choose one of: ${told(meant)}.`);
  return first;
}

/** Most violations that an error names. */
const mostTold = 12;

function told(violations: readonly Violation[]): string {
  const names = violations.slice(0, mostTold).map(({ id, surface }) => `${id} (${surface})`);
  return violations.length > mostTold ? `${names.join(', ')}, …` : names.join(', ');
}
