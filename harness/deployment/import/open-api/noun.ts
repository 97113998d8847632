import { bindingName } from '../../surfaces/binding-name.ts';

/** The name of the kind of thing that a path leads to: `recording` for `/v1/recordings/` before `{id}`; else empty. */
export function nounBefore(path: string): string {
  const segments = path.split('/').slice(0, -1);
  for (const segment of segments.toReversed()) {
    if (segment.includes('{') || /^(?:|v\d+|api|by[-_].*)$/i.test(segment)) continue;
    return bindingName(segment.replace(/^\W+/, ''));
  }
  return '';
}
