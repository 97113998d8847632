import { cloneJar } from '../http/cookies.ts';
import type { Baggage } from '../http/cookies.ts';
import type { Core } from '../state/core.ts';
import { httpOf } from '../http/http-of.ts';
import { HttpError } from '../http/http-error.ts';
import { knowSession } from './know-session.ts';
import { checkSignedIn } from './signed-in.ts';
import { trySignIn } from './try-sign-in.ts';
import type { Account } from '../state/worker-types.ts';

type Renewed = Pick<Baggage, 'jar' | 'headers' | 'origins' | 'keep' | 'term'>;

/**
 * Gives a session new credentials: by the definition's `renew`, or by signing in again where it has none or the
 * deployment refuses it (refresh tokens end, too). Rejects when neither works.
 */
export async function renewSession(core: Core, account: Account, baggage: Baggage): Promise<void> {
  const renewed = (await refresh(core, account, baggage)) ?? (await signInAgain(core, account));
  // In place: what is under way holds on to the old jar, so that its late cookies do no harm.
  Object.assign(baggage, renewed, { worked: new Map() });
  knowSession(core, account, baggage);
}

/** Null where it is not to be had that way. */
async function refresh(core: Core, account: Account, baggage: Baggage): Promise<Renewed | null> {
  const { renew } = core.options.definition.accounts;
  if (renew === undefined) return null;
  const jar = cloneJar(baggage.jar);
  const origins = new Set(baggage.origins);
  // Without its headers: many servers refuse whatever comes with a token that has expired.
  const carried: Baggage = { ...baggage, jar, headers: {}, upkeep: null, worked: new Map() };
  const http = httpOf(core, carried, (url) => void origins.add(url.origin));
  try {
    const given = await renew({ http, account, keep: baggage.keep });
    const { headers, keep, term } = checkSignedIn(given, 'accounts.renew');
    return {
      jar,
      origins,
      headers: headers ?? baggage.headers,
      keep: { ...baggage.keep, ...keep },
      term,
    };
  } catch (error) {
    const refused = error instanceof HttpError && error.status !== null && error.status < 500;
    if (refused) return null;
    throw error;
  }
}

async function signInAgain(core: Core, account: Account): Promise<Renewed> {
  const { baggage, failure } = await trySignIn(core, account);
  if (failure !== null) throw failure.error;
  const { jar, headers, origins, keep, term } = baggage;
  return { jar, headers, origins, keep, term };
}
