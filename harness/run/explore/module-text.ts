import type { RequestSurface, UnreachedSurface } from '../../deployment/surfaces/surface.ts';
import { surfacesAsCode } from '../../deployment/surfaces/surfaces-as-code.ts';

/** Writes a TypeScript module that exports the surfaces, for a definition to import. */
export function moduleText(
  surfaces: readonly (RequestSurface | UnreachedSurface)[],
  { deployment, day }: { deployment: string; day: string },
): string {
  const { lines, builders } = surfacesAsCode(surfaces);
  const name = deployment.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll('*/', '* /');
  return [
    ...(builders.length > 0 ? [`import { ${builders.join(', ')} } from 'chaperone';`, ''] : []),
    `/** What \`chaperone explore\` met on ${name}, ${day}. Read it, name lists' ids (\`shows\`), and add what it missed. */`,
    'export const surfaces = [',
    ...lines.map((line) => `  ${line}`),
    '];',
    '',
  ].join('\n');
}
