import { expect, it } from 'vitest';
import { list, stream } from '../../deployment/surfaces/surfaces.ts';
import { moduleText } from './module-text.ts';

it('writes a module that a definition can import, whatever the deployment calls itself', () => {
  const surfaces = [
    list('GET /api/visits'),
    stream('GET /api/films/{film}'),
    { unreached: 'GET /live', why: 'a socket\nprocess.exit(1)' },
  ];
  const text = moduleText(surfaces, { deployment: 'Evil */ process.exit(1)\n', day: '2026-11-22' });
  expect(text.split('\n')).toEqual([
    "import { list, stream } from 'chaperone';",
    '',
    expect.stringMatching(/^\/\*\* What .*Evil \* \/ process\.exit\(1\).*\*\/$/),
    'export const surfaces = [',
    "  list('GET /api/visits'),",
    "  stream('GET /api/films/{film}'),",
    '  // Not reached: GET /live: a socket process.exit(1)',
    '];',
    '',
  ]);
});
