import { countsAnywhere } from '../../canaries/estimate-bits.ts';
import { carriersOf, companiesOf, isSendable, openSenders } from '../http/carriers.ts';
import { secretsOf } from '../http/session-credentials.ts';
import type { CredentialStore } from '../http/session-credentials.ts';
import type { Scanning } from '../scan/inspect.ts';
import type { Carried } from '../state/attempt-request.ts';
import type { Session } from '../state/held.ts';
import type { LeavingOut } from '../state/left-out.ts';
import type { Holder } from '../state/holdings.ts';

/** Most values of one half sign-in that are tried. */
const mostValues = 6;

/**
 * The values of a half sign-in's answers (a ticket for the second step, a cookie), each in the places where whole
 * sessions carry their credentials, with what sessions send beside these. Ids and tokens of the run are no credentials,
 * and left out.
 */
export function halfValues(
  {
    sessionCredentials,
    holdings,
    inspecting,
    leaveOut,
  }: CredentialStore & Holder & Scanning & LeavingOut,
  half: Session,
): Carried[] {
  const credentials = sessionCredentials.get(half.id);
  if (credentials === undefined) return [];
  const senders = openSenders({ holdings, sessionCredentials });
  const [carriers, companies] = [carriersOf(senders), companiesOf(senders)];
  const all = (credentials.given ?? [])
    .filter((value) => isSendable(value) && countsAnywhere(value))
    .filter((value) => inspecting.look(value).every(({ sign }) => sign.kind === 'credential'));
  const values = all.slice(0, mostValues);
  const count = all.length - values.length;
  const where = 'its answers';
  if (count > 0)
    leaveOut({ what: 'first-step-values', surface: 'sign-in', where, most: mostValues, count });
  const held = new Set(secretsOf(credentials).map(({ name, value }) => `${name} ${value}`));
  return values.flatMap((value) =>
    carriers
      .filter(({ kind, name }) => !held.has(`${kind} ${name} ${value}`))
      .flatMap((carrier) => companies.map((company) => ({ carrier, value, company }))),
  );
}
