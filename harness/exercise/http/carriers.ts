import type { AccountId } from '../../domain/accounts/account.ts';
import { cookiesIn, createCredentials } from './session-credentials.ts';
import type { CredentialStore, SessionCredentials } from './session-credentials.ts';
import type { Holder } from '../state/holdings.ts';
import type { Carried, Carrier, Company } from '../state/attempt-request.ts';

/** Most places that are taken for those of sessions' credentials. */
const mostCarriers = 3;
/** Most sets of what goes with a credential that are tried. */
const mostCompanies = 3;

/** Names of cookies and headers that go with a session, and never say whose it is. */
const noCredential = /csrf|xsrf|lang|locale|theme|consent|request-?id|trace/i;

/** What a cookie or a header can hold without quotes. */
const sendable = /^[\w!#$%&'()*+\-./:<=>?@[\]^`{|}~]+$/;

/** Whether a text can be sent in the place of a credential. */
export function isSendable(value: string): boolean {
  return value.length <= 4096 && sendable.test(value);
}

/** An account with the credentials of one of its sessions. */
export type Sender = { account: AccountId; credentials: SessionCredentials };

/** The open sessions of a worker whose credentials it knows. */
export function openSenders({
  holdings,
  sessionCredentials,
}: Pick<Holder, 'holdings'> & CredentialStore): Sender[] {
  return [...holdings.sessions.values()].flatMap(({ id, state, account }): Sender[] => {
    const credentials = state === 'open' ? sessionCredentials.get(id) : undefined;
    return credentials === undefined ? [] : [{ account: account.id, credentials }];
  });
}

/** A header or cookie of a session. `text`: all of it; `value`: without the scheme. */
type Sent = { carrier: Carrier; account: AccountId; text: string; value: string };

/**
 * The places in which sessions carry their credentials: headers, with their scheme, and cookies. What several accounts
 * send alike (an API key, a language, a tenant) is left out, as it says nothing of whose the session is.
 */
export function carriersOf(senders: readonly Sender[]): Carrier[] {
  return placesOf(senders)
    .filter((sent) => isOwn(sent) && sent.some(({ value }) => value !== ''))
    .flatMap(([first]) => first?.carrier ?? [])
    .filter(
      (carrier) =>
        !noCredential.test(carrier.name) &&
        // Basic authentication carries a password, in whose place nothing of an answer belongs.
        !(carrier.kind === 'header' && /^basic$/i.test(carrier.scheme)),
    )
    .slice(0, mostCarriers);
}

/**
 * The credentials of a session one by one, each with all that goes with it but the others. Empty where it has but one:
 * that is what the session sends anyway.
 */
export function eachAlone(senders: readonly Sender[], credentials: SessionCredentials): Carried[] {
  const places = new Set(carriersOf(senders).map(keyOf));
  const sent = sentBy(credentials);
  const own = sent.filter(({ carrier, value }) => places.has(keyOf(carrier)) && value !== '');
  const others = sent.filter(({ carrier }) => !places.has(keyOf(carrier)));
  if (own.length < 2) return [];
  const textsIn = (kind: Carrier['kind']) =>
    Object.fromEntries(
      others
        .filter(({ carrier }) => carrier.kind === kind)
        .map(({ carrier, text }) => [carrier.name, text]),
    );
  const company = { headers: textsIn('header'), cookies: textsIn('cookie') };
  return own.map(({ carrier, value }) => ({ carrier, value, company }));
}

/**
 * What sessions send beside their credentials: the headers and cookies that several accounts send alike. There may be
 * several such sets (one for each tenant), of which what most sessions send comes first; there is at least one.
 */
export function companiesOf(senders: readonly Sender[]): Company[] {
  const places = placesOf(senders).filter((sent) => !isOwn(sent));
  const companies = senders.map(({ credentials }): Company => {
    const company = { headers: new Map<string, string>(), cookies: new Map<string, string>() };
    for (const { carrier, text } of sentBy(credentials)) {
      const alike = places.find(
        ([first]) => first !== undefined && keyOf(first.carrier) === keyOf(carrier),
      );
      if (accountsOf((alike ?? []).filter((one) => one.text === text)).size > 1)
        company[`${carrier.kind}s`].set(carrier.name, text);
    }
    return {
      headers: Object.fromEntries(company.headers),
      cookies: Object.fromEntries(company.cookies),
    };
  });
  const bySize = [...Map.groupBy(companies, (company) => JSON.stringify(company)).values()]
    .toSorted((left, right) => right.length - left.length)
    .flatMap(([first]) => first ?? []);
  return bySize.length === 0 ? [{ headers: {}, cookies: {} }] : bySize.slice(0, mostCompanies);
}

/** Whether most accounts send something of their own in a place. Of one account alone, that is taken for granted. */
function isOwn(sent: readonly Sent[]): boolean {
  const accounts = accountsOf(sent).size;
  const texts = [...Map.groupBy(sent, ({ text }) => text).values()].map(accountsOf);
  return accounts < 2 || texts.filter(({ size }) => size === 1).length * 2 > accounts;
}

function accountsOf(sent: readonly Sent[]): Set<AccountId> {
  return new Set(sent.map(({ account }) => account));
}

/** What sessions send, by its place. */
function placesOf(senders: readonly Sender[]): Sent[][] {
  const all = senders.flatMap(({ account, credentials }) =>
    sentBy(credentials).map((sent): Sent => ({ ...sent, account })),
  );
  return [...Map.groupBy(all, ({ carrier }) => keyOf(carrier)).values()];
}

function keyOf(carrier: Carrier): string {
  return JSON.stringify(carrier);
}

function sentBy({ headers, jar }: SessionCredentials): Omit<Sent, 'account'>[] {
  const inHeaders = Object.entries(headers).map(([name, text]) => {
    const [, scheme = '', value = ''] = /^(?:([A-Za-z][\w-]*) +)?(\S+)$/.exec(text) ?? [];
    return { carrier: { kind: 'header' as const, name, scheme }, text, value };
  });
  const cookies = cookiesIn(jar).map(({ name, value }) => ({
    carrier: { kind: 'cookie' as const, name },
    text: value,
    value,
  }));
  return [...inHeaders, ...cookies];
}

/**
 * The credentials with a value in the place of a session's own. `beside`: other credentials that go with it. Default:
 * none. Answers do not change them.
 */
export function carrying(
  { carrier, value, company }: Carried,
  { origin, beside }: { origin: string; beside?: SessionCredentials | null },
): SessionCredentials {
  const none = createCredentials(origin);
  const headers = { ...company?.headers, ...beside?.headers };
  const jar = beside?.jar.cloneSync() ?? none.jar;
  const all = { ...none, origins: beside?.origins ?? none.origins, jar, headers, frozen: true };
  const put = (name: string, text: string): void => {
    for (const one of all.origins)
      jar.setCookieSync(`${name}=${text}; Path=/`, one, { ignoreError: true });
  };
  for (const [name, text] of Object.entries(company?.cookies ?? {})) put(name, text);
  if (carrier.kind === 'header') {
    const { name, scheme } = carrier;
    return {
      ...all,
      headers: { ...headers, [name]: scheme === '' ? value : `${scheme} ${value}` },
    };
  }
  put(carrier.name, value);
  return all;
}
