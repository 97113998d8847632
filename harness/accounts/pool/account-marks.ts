import type { Ids } from '../../domain/thing.ts';

// What names an account, whatever its case. Passwords may be the same.
const identifying = /^(e-?mail|user(name)?|login|phone)$/i;

/** By what an account of a pool can be told: two that share one of these are the same account. */
export function marksOf({
  credentials,
  ids,
}: {
  credentials: Readonly<Record<string, string>>;
  ids: Ids;
}): readonly (readonly [string, string])[] {
  return [
    ...Object.entries(credentials)
      .filter(([name]) => identifying.test(name))
      .map(([name, value]) => [`credentials.${name}`, value.toLowerCase()] as const),
    ...Object.entries(ids).map(([name, value]) => [`ids.${name}`, value] as const),
    ...Object.entries(credentials)
      .filter(([name]) => /^totpsecret$/i.test(name))
      .map(([name, value]) => [`credentials.${name}`, value] as const),
    ['credentials', JSON.stringify(credentials, Object.keys(credentials).toSorted())] as const,
  ];
}
