import { bindingName } from '../../binding-name.ts';

/** What a place in a path is one of: `recording` for `/v1/recordings/` before `{id}`. Empty where nothing says. */
export function nounBefore(path: string): string {
  const segments = path.split('/').slice(0, -1);
  for (const segment of segments.toReversed()) {
    if (segment.includes('{') || /^(?:|v\d+|api|by[-_].*)$/i.test(segment)) continue;
    return bindingName(segment.replace(/^\W+/, ''));
  }
  return '';
}
