import type { Ids } from '../../domain/ledger/thing.ts';

// Names of credentials that identify an account. Passwords do not, because several accounts may have the same.
const identifying = /^(e-?mail|user(name)?|login|phone)$/i;

/** The values that identify an account of a pool. Two entries that share one of them are the same account. */
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
