import { createCredentials } from './session-credentials.ts';
import type { SessionCredentials } from './session-credentials.ts';
import type { Carried, Carrier } from '../state/attempt-request.ts';

/** Most places that are taken for those of sessions' credentials. */
const mostCarriers = 3;

/** Names of cookies and headers that go with a session, and never say whose it is. */
const noCredential = /csrf|xsrf|lang|locale|theme|consent|request-?id|trace/i;

/** What a cookie or a header can hold without quotes. */
const sendable = /^[\w!#$%&'()*+\-./:<=>?@[\]^`{|}~]+$/;

/** Whether a text can be sent in the place of a credential. */
export function isSendable(value: string): boolean {
  return value.length <= 4096 && sendable.test(value);
}

/**
 * The places in which sessions carry their credentials: headers, with their scheme, and cookies. What is the same in
 * all of them (an API key, a language) is left out, as it says nothing of whose the session is.
 */
export function carriersOf(sessions: readonly SessionCredentials[]): Carrier[] {
  const values = new Map<string, { carrier: Carrier; values: Set<string> }>();
  const add = (carrier: Carrier, value: string): void => {
    if (noCredential.test(carrier.name) || value === '') return;
    const key = JSON.stringify(carrier);
    const known = values.get(key) ?? { carrier, values: new Set() };
    values.set(key, known);
    known.values.add(value);
  };
  for (const { headers, jar } of sessions) {
    for (const [name, header] of Object.entries(headers)) {
      const [, scheme = '', value = ''] = /^(?:([A-Za-z][\w-]*) +)?(\S+)$/.exec(header) ?? [];
      // Basic authentication carries a password, in whose place nothing of an answer belongs.
      if (!/^basic$/i.test(scheme)) add({ kind: 'header', name, scheme }, value);
    }
    for (const { key = '', value = '' } of jar.serializeSync()?.cookies ?? [])
      add({ kind: 'cookie', name: key }, value);
  }
  return [...values.values()]
    .filter((known) => sessions.length < 2 || known.values.size > 1)
    .map(({ carrier }) => carrier)
    .slice(0, mostCarriers);
}

/**
 * The credentials with a value in the place of a session's own. `beside`: other credentials that go with it. Default:
 * none. Answers do not change them.
 */
export function carrying(
  { carrier, value }: Carried,
  { origin, beside }: { origin: string; beside?: SessionCredentials | null },
): SessionCredentials {
  const none = createCredentials(origin);
  const { headers } = beside ?? none;
  const jar = beside?.jar.cloneSync() ?? none.jar;
  const all = { ...none, origins: beside?.origins ?? none.origins, jar, headers, frozen: true };
  if (carrier.kind === 'header') {
    const { name, scheme } = carrier;
    return {
      ...all,
      headers: { ...headers, [name]: scheme === '' ? value : `${scheme} ${value}` },
    };
  }
  for (const one of all.origins)
    jar.setCookieSync(`${carrier.name}=${value}; Path=/`, one, { ignoreError: true });
  return all;
}
