import { described, traitsOf, type Surface, type Worker } from '../harness/index.ts';

/**
 * The surface that an address belongs to: the definition's, where one has that template; else method and
 * path, with what looks like an id replaced, so that equal faults count as one.
 */
export function surfaceOf(
  worker: Worker,
  method: string,
  address: string,
): Pick<Surface, 'id' | 'gives'> {
  const { pathname } = new URL(address);
  const known = described(worker.definition.surfaces).find(
    (surface) =>
      traitsOf(surface).addressedByIds &&
      surface.method === method &&
      templatePattern(surface.path).test(pathname),
  );
  if (known) return known;
  const path = pathname.replace(/(?<=\/)(?=[^/]*\d)[^/]{6,}/g, '{id}');
  return { id: `${method} ${path}`, gives: 'read' };
}

function templatePattern(template: string): RegExp {
  const path = template.split('?')[0] ?? '';
  const pieces = path
    .split(/\{[^}]*\}/)
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('[^/]+')}$`);
}
