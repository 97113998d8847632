import type { Fault } from '../../domain/verdict/changes.ts';

/** A fault in a line: what it breaks and where, and how it was seen, which tells it from others on the same surface. */
export function faultInWords({
  finding,
  kind,
  invariant,
  surface,
  example,
  accepted,
}: Fault): string {
  const { what, where, probe, variant } = example ?? {};
  const seen = [what ?? '', where ? `at ${where}` : ''].filter((text) => text !== '').join(' ');
  const by = probe ? `by ${probe}` : '';
  const as = variant === undefined || variant === 'plain' ? '' : `as ${variant}`;
  const how = [seen, by, as].filter((text) => text !== '').join(', ');
  return `${finding}  ${kind}, ${invariant}, on ${surface}${how === '' ? '' : `: ${how}`}${accepted ? ' (accepted)' : ''}`;
}
