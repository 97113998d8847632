import { signedIn } from '../../domain/account.ts';
import type { Cohort } from '../../domain/account.ts';
import type { Plan } from '../../domain/plan.ts';
import type { AccountView } from '../../deployment/views.ts';

/** A text that no deployment gives and no plan names. */
const unknown = 'of nobody in particular';

/**
 * Made-up patients: one of no known cohort, and one of each level of each factor. What `maySee` grants to all of
 * them it grants to any patient who is signed in, those of other workers too.
 */
export function standInPatients(factors: Plan['factors']): AccountView[] {
  const levels = Object.entries(factors).flatMap(([factor, each]) =>
    each.map((level) => ({ [factor]: level })),
  );
  return [{}, ...levels].map((cohort) => {
    const nobody = nobodyOf(cohort);
    // Nor are two accounts in one party for having none.
    const party = new Proxy({}, { get: () => nobody });
    return { ...nobody, party };
  });
}

function nobodyOf(cohort: Cohort): AccountView {
  return {
    id: signedIn,
    role: 'patient',
    cohort: withoutGaps(cohort),
    persona: {
      firstName: unknown,
      lastName: unknown,
      fullName: unknown,
      email: unknown,
      password: unknown,
      phone: unknown,
      dateOfBirth: unknown,
      nhsNumber: unknown,
      address: { line: unknown, city: unknown, postcode: unknown },
    },
    credentials: withoutGaps({}),
    ids: withoutGaps({}),
    party: {},
  };
}

/** What both viewer and owner lack is not what they have in common: nothing asked for is undefined. */
function withoutGaps(known: Cohort): Cohort {
  return new Proxy(known, {
    get: (target, name) => (typeof name === 'string' ? (target[name] ?? unknown) : undefined),
  });
}
