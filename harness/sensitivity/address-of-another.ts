import type { Material } from './leak.ts';

/** The address of another's thing, as a server writes it; null where both were asked for at the same. */
export function addressOfAnother({
  here: [own],
  theirs: [other],
}: Pick<Material, 'here' | 'theirs'>): string | null {
  if (own === undefined || other === undefined) return null;
  if (other.url.pathname !== own.url.pathname) return other.url.pathname;
  const address = other.url.pathname + other.url.search;
  return address === own.url.pathname + own.url.search ? null : address;
}
