import type { AskedSurface } from '../harness/index.ts';
import type { Vocabulary } from './vocabulary.ts';

function surface(id: string, gives: AskedSurface['gives'], needs: readonly string[]): AskedSurface {
  const path = id.slice(4);
  return {
    kind: 'request',
    id,
    gives,
    needs,
    imported: false,
    method: 'GET',
    path,
    headers: {},
    variants: [],
  };
}

/** For tests: a deployment with calls, which no test of the model needs to run. */
export const exampleVocabulary: Vocabulary = {
  verbs: [
    { name: 'book', creates: true, after: [], until: [] },
    { name: 'dial', creates: false, after: ['book'], until: ['dial'] },
    { name: 'switch', creates: false, after: ['dial'], until: ['switch', 'hangUp'] },
    { name: 'hangUp', creates: false, after: ['dial'], until: ['hangUp'] },
  ],
  surfaces: [
    surface('GET /visits', 'list', []),
    surface('GET /visits/{visit}', 'read', ['visit']),
    surface('GET /films', 'list', []),
    surface('GET /films/{film}', 'stream', ['film']),
  ],
  canSignOut: true,
  sharing: 'none',
  factors: [
    ['region', ['uk', 'ie', 'rw']],
    ['call', ['audio', 'video']],
  ],
  isPossible: ({ region, call }) => !(region === 'rw' && call === 'video'),
};
