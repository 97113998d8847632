import { signedIn } from '../../domain/accounts/account.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import type { Plan } from '../../domain/plan.ts';
import type { AccountView } from '../../deployment/views.ts';

/** Stands for every unknown text. No deployment gives this text, and no plan names it. */
const unknown = 'of nobody in particular';

/**
 * Made-up patients: one without a cohort, and one for each level of each factor. If `maySee` grants something to all of
 * them, it is taken to grant it to every signed-in patient, including those of other workers.
 */
export function standInPatients(factors: Plan['factors']): AccountView[] {
  const levels = Object.entries(factors).flatMap(([factor, each]) =>
    each.map((level) => ({ [factor]: level })),
  );
  return [{}, ...levels].map((cohort) => {
    const nobody = nobodyOf(cohort);
    // Every role has a member, so that a rule does not take a missing member of two parties for the same account.
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

/** Gives a text for every name, so that a rule does not find viewer and owner equal because both lack something. */
function withoutGaps(known: Cohort): Cohort {
  return new Proxy(known, {
    get: (target, name) => (typeof name === 'string' ? (target[name] ?? unknown) : undefined),
  });
}
