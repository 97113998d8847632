import type { Exchange } from '../har/exchange.ts';
import { jsonOf } from '../har/exchange.ts';
import { recordedSurfaces } from '../har/recorded-surfaces.ts';
import { surfacesAsCode } from '../surfaces-as-code.ts';
import { blank, type Draft, type DraftSignIn } from './draft.ts';
import { tokenNames } from './names.ts';

/** What a recording tells of a deployment: its address, how one signs in, and its surfaces. No value of it is kept. */
export function draftFromRecording(exchanges: readonly Exchange[]): Draft {
  const { surfaces, unreached } = recordedSurfaces(exchanges);
  const { lines, builders } = surfacesAsCode([...surfaces, ...unreached]);
  const first = exchanges.find(({ kind, type }) => kind === 'document' || /html/.test(type));
  return {
    ...blank,
    url: (first ?? exchanges[0])?.url.origin ?? null,
    signIn: exchanges.map(signInOf).find((one) => one !== null) ?? null,
    surfaces: { lines, imports: builders },
  };
}

/** A request that sends a password. */
function signInOf(exchange: Exchange): DraftSignIn | null {
  const basic = /^basic /i.test(exchange.requestHeaders.get('authorization') ?? '');
  if (basic) return { kind: 'basic' };
  if (exchange.method !== 'POST' || exchange.requestBody === null) return null;
  const sent = fieldsOf(exchange.requestBody);
  const password = sent.names.find((name) => /pass/i.test(name));
  if (password === undefined) return null;
  const user = sent.names.find((name) => /mail|user|login|name/i.test(name)) ?? 'email';
  const answer = jsonOf(exchange);
  const given = typeof answer === 'object' && answer !== null ? Object.keys(answer) : [];
  const token = given.find((name) => tokenNames.test(name)) ?? null;
  return { kind: 'password', path: exchange.url.pathname, as: sent.as, user, password, token };
}

function fieldsOf(body: string): { as: 'json' | 'form'; names: string[] } {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null)
      return { as: 'json', names: Object.keys(value) };
  } catch {
    // A form, then.
  }
  return { as: 'form', names: [...new URLSearchParams(body).keys()] };
}
