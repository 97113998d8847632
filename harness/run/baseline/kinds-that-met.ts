import { anonymous } from '../../domain/accounts/account.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import type { KnownFault, KnownKind } from '../../domain/verdict/baseline.ts';
import type { Case } from '../../domain/verdict/case.ts';
import { compareText } from '../../domain/in-order.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import { phases } from '../../domain/phase.ts';
import type { Party } from '../../domain/verdict/verdict.ts';

/** Which kinds of account met a fault, and on which sides of the update: where a later run has to look again. */
export function kindsThatMet(
  cases: readonly Case[],
  ledger: Ledger,
): Pick<KnownFault, 'viewer' | 'owner' | 'sides'> {
  const violations = cases.map(({ violation }) => violation);
  const viewer = kindOf(
    violations.map((violation) => violation.viewer),
    ledger,
  );
  if (viewer === undefined) return {};
  const isOwn = violations.every(({ owner, viewer: who }) => owner?.account === who.account);
  const owners = violations.flatMap(({ owner }) => owner ?? []);
  return {
    viewer,
    owner: isOwn ? 'viewer' : (kindOf(owners, ledger) ?? null),
    sides: phases.filter((phase) =>
      violations.some((violation) => violation.phases.includes(phase)),
    ),
  };
}

/** The way in which a probe saw a fault: of several, one that saw it on the most sides of the update. */
export function wayThatMet(cases: readonly Case[], probe: string | null): KnownFault['way'] {
  const its = cases.flatMap(({ ways }) => ways).filter((one) => one.probe === probe);
  const byWay = Map.groupBy(its, ({ variant, sessionState }) => `${variant} ${sessionState}`);
  const [first] = [...byWay]
    .map(([key, [one, ...others]]) => ({ key, one, all: [one, ...others] }))
    .map(({ key, one, all }) => ({
      key,
      one,
      sides: phases.filter((phase) => all.some((other) => other?.side === phase)),
    }))
    .sort((a, b) => b.sides.length - a.sides.length || compareText(a.key, b.key));
  if (first?.one === undefined) return undefined;
  const { variant, sessionState } = first.one;
  return { variant, sessionState, sides: first.sides };
}

/** What all of them have in common; their role is one, as it is part of what a finding is known by. */
function kindOf(parties: readonly Party[], { accounts }: Ledger): KnownKind | undefined {
  const [first] = parties;
  if (first === undefined) return undefined;
  const role = accounts.get(first.account)?.role ?? anonymous;
  return { role, levels: common(parties.map(({ cohort }) => cohort)) };
}

function common([first = {}, ...others]: readonly Cohort[]): Cohort {
  return Object.fromEntries(
    Object.entries(first).filter(([factor, level]) =>
      others.every((cohort) => cohort[factor] === level),
    ),
  );
}
