import { describe, expect, it } from 'vitest';
import type { Definition } from '../harness/index.ts';
import { vocabularyOf } from './vocabulary.ts';

const run = () => undefined;
const bare: Definition = {
  name: 'Somewhere',
  release: () => '1',
  factors: { region: ['uk', 'ie'] },
  accounts: { signIn: () => undefined, signOut: { none: 'sessions end by themselves' } },
  consultations: { create: () => ({}) },
  surfaces: [{ absent: 'stream', reason: 'nothing is recorded' }],
};
const verbs = (actions: Definition['actions']) =>
  vocabularyOf({ ...bare, actions }).verbs.map(({ name }) => name);

describe('the vocabulary', () => {
  it('leaves out what the deployment does not have', () => {
    expect(vocabularyOf(bare)).toMatchObject({ surfaces: [], canSignOut: false });
  });

  it('books whole where no action books step by step, or where one builds on it', () => {
    expect(verbs(undefined)).toEqual(['create']);
    expect(verbs({ cancel: { run } })).toEqual(['create', 'cancel']);
    expect(verbs({ book: { creates: true, run }, cancel: { after: ['create'], run } })).toContain(
      'create',
    );
    expect(verbs({ book: { creates: true, run }, cancel: { run } })).toEqual(['book', 'cancel']);
  });

  it('asks whether a cohort can occur with everything made after the update', () => {
    const impossible: Definition['impossible'] = ({ region, booking }) =>
      region === 'ie' && booking === 'after';
    const { isPossible } = vocabularyOf({ ...bare, impossible });
    expect([isPossible({ region: 'uk' }), isPossible({ region: 'ie' })]).toEqual([true, false]);
  });
});
