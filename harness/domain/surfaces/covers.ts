/**
 * Whether a surface asks for an operation: the same method and path, whatever its bindings are called, and with any
 * query; a whole number stands for any binding. `isFixed`: a parameter of the path that is no id, so that any value stands for it. Default: none is.
 */
export function covers(
  surface: string,
  operation: string,
  isFixed: (parameter: string) => boolean = () => false,
): boolean {
  const [method, address = ''] = surface.split(' ');
  const [wanted, template = ''] = operation.split(' ');
  if (method !== wanted) return false;
  const own = segmentsOf(address);
  const others = segmentsOf(template);
  return (
    own.length === others.length &&
    others.every((segment, index) => fits(own[index] ?? '', segment, isFixed))
  );
}

function segmentsOf(address: string): string[] {
  const path = address.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/s, '');
  return path.replace(/\/+$/, '').split('/');
}

function fits(own: string, segment: string, isFixed: (parameter: string) => boolean): boolean {
  const from = segment.indexOf('{');
  const to = segment.lastIndexOf('}');
  if (from < 0 || to < from) return own === segment;
  const before = segment.slice(0, from);
  const after = segment.slice(to + 1);
  if (own.length < before.length + after.length) return false;
  if (!own.startsWith(before) || !own.endsWith(after)) return false;
  // A whole number is written by hand in place of an id; a word may be the name of another operation.
  const isId = /^\d+$/.test(own.slice(before.length, own.length - after.length));
  return own.includes('{') || isId || isFixed(segment.slice(from + 1, to));
}
