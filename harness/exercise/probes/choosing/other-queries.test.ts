import { expect, it } from 'vitest';
import { list } from '../../../deployment/surfaces/surfaces.ts';
import { otherQueries } from './other-queries.ts';

it('leaves filters empty, and nothing else; and asks for other formats', () => {
  const surface = list('GET /visits?q=a&page=1', { parameters: { kind: ['call'], sort: [] } });
  const changes = otherQueries(surface, 3);
  const names = changes.map(({ name }) => name);
  expect(names.filter((name) => name.endsWith('-empty'))).toEqual([
    'query-q-empty',
    'query-kind-empty',
  ]);
  expect(changes.find(({ name }) => name === 'query-kind-empty')?.query).toEqual({ kind: '' });
  expect(changes.find(({ name }) => name === 'as-csv')?.headers).toEqual({ accept: 'text/csv' });
});
