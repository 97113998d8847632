/** The variants that ask for a part of media, in the order in which they are tried. */
export const rangeVariants = ['range', 'range-end', 'range-later'] as const;

export type RangeVariant = (typeof rangeVariants)[number];

/**
 * The parts of media that are asked for, by variant, as a Range header names them after `bytes=`. The start and the
 * end, where caches cut; and what begins later and has no end, as a player asks when it seeks.
 */
const ranges: Readonly<Record<RangeVariant, string>> = {
  range: '0-65535',
  'range-end': '-65536',
  'range-later': '1-',
};

/** The part that a variant asks for; null where it asks for all. */
export function rangeOf(variant: string): string | null {
  // A link is asked for a part after its end, too.
  const asked = variant === 'expired-range' ? 'range' : variant;
  const known = rangeVariants.find((name) => name === asked);
  return known === undefined ? null : ranges[known];
}
