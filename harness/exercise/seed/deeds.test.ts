import { expect, it } from 'vitest';
import type { Fact } from '../../domain/ledger/fact.ts';
import { levelsOfBooking, noteDeed } from './deeds.ts';

const run = () => undefined;

it('records what an account became, and nothing where a deed changes nothing', () => {
  const facts: Fact[] = [];
  const recorder = { recordFact: (fact: Fact) => void facts.push(fact) } as Parameters<
    typeof noteDeed
  >[0];
  noteDeed(recorder, { id: 'a1' }, undefined);
  noteDeed(recorder, { id: 'a1' }, {});
  noteDeed(recorder, { id: 'a1' }, { call: 'video' });
  expect(facts).toMatchObject([{ fact: 'became', account: 'a1', levels: { call: 'video' } }]);
});

it('takes of a booking the levels that actions give as well', () => {
  const actions = { switchToVideo: { run, makes: { call: 'audio-then-video' } }, hangUp: { run } };
  expect(levelsOfBooking({ actions }, { region: 'uk', call: 'audio' })).toEqual({ call: 'audio' });
  expect(levelsOfBooking({}, { region: 'uk' })).toEqual({});
});
