/**
 * The parts of media that are asked for, by variant, as a Range header names them after `bytes=`. The start and the
 * end, where caches cut; and what begins later and has no end, as a player asks when it seeks.
 */
export const rangeVariants = {
  range: '0-65535',
  'range-end': '-65536',
  'range-later': '1-',
} as const;

export type RangeVariant = keyof typeof rangeVariants;

/** The part that a variant asks for; null where it asks for all. */
export function rangeOf(variant: string): string | null {
  // A link is asked for a part after its end, too.
  const asked = variant === 'expired-range' ? 'range' : variant;
  return Object.entries(rangeVariants).find(([name]) => name === asked)?.[1] ?? null;
}
