import { expect, it } from 'vitest';
import { list, read } from '../../../deployment/surfaces/surfaces.ts';
import type { Http } from '../../../deployment/http.ts';
import { createPersona } from '../../../accounts/personas.ts';
import { strangers } from './strangers.ts';
import type { Account, Session, Thing } from '../../state/held.ts';

const noHttp = new Proxy({} as Http, {
  get: () => () => Promise.reject(new Error('nothing is sent here')),
});

function account(number: number): Account {
  const { persona } = createPersona({ run: 1, seed: 1, number, token: (field) => field });
  const cohort = { region: number % 2 === 0 ? 'uk' : 'ie' };
  return {
    id: `a${number}`,
    number,
    role: 'patient',
    cohort,
    persona,
    credentials: {},
    ids: {},
    party: {},
    hasSecondFactor: false,
  };
}

const accounts = Array.from({ length: 12 }, (_, number) => account(number));
const sessions = accounts.map((owner): Session => ({
  id: `${owner.id}.s1`,
  account: owner,
  state: 'open',
  phase: 'after-update',
  http: noHttp,
}));
const things = accounts.map((owner, number): Thing => {
  const picture: Record<string, string> = number === 0 ? { picture: 'pic_0' } : {};
  return {
    id: `${owner.id}.1`,
    owner,
    staff: null,
    party: {},
    phase: 'after-update',
    ids: { consultation: `con_${number}`, ...picture },
  };
});

it('lets every viewer try every surface, even one that hardly any thing has', () => {
  const surfaces = [
    list('GET /consultations'),
    read('GET /consultations/{consultation}'),
    read('GET /pictures/{picture}'),
  ];
  const foreign = strangers(surfaces.slice(1), sessions, things, {
    seed: 7,
    shares: [],
    isThorough: true,
  });
  const triers = (surface: string): Set<string | undefined> =>
    new Set(
      foreign
        .filter((job) => job.session && job.surface.id === surface)
        .map(({ session }) => session?.account.id),
    );
  expect(triers('GET /consultations/{consultation}').size).toBe(12);
  // All accounts except the owner.
  expect(triers('GET /pictures/{picture}').size).toBe(11);
  expect(foreign.length).toBeLessThan(12 * 12);
});
