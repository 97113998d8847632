import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import type { Http } from '../../deployment/http.ts';
import { asItShould, createFamily } from '../testing/family.ts';
import type { Sees } from '../testing/family.ts';
import { describeNotes } from '../testing/describe-notes.ts';
import { onSocket } from '../testing/on-socket.ts';
import { runWhole } from '../testing/run-whole.ts';

/** A definition in which children have guardians. */
const guardians = (url: string): Definition => ({
  ...describeNotes(url),
  accounts: {
    ...describeNotes(url).accounts,
    staff: { guardian: 3 },
    async create({ http, party, cohort }) {
      const { id } = (await http.post('/sign-up')).json<{ id: string }>();
      await party['guardian']?.http.put(`/children/${id}`);
      if (cohort['link'] === 'removed') await party['guardian']?.http.delete(`/children/${id}`);
      return { credentials: { id }, ids: { account: id } };
    },
  },
  consultations: { create: ({ http, token }) => write(http, { text: token('text') }) },
  maySee: ({ viewer, owner }) =>
    viewer?.role === 'guardian' && owner.party['guardian']?.id === viewer.id,
});

/** A definition in which some guardians are removed again. */
const removing = (url: string): Definition => ({
  ...guardians(url),
  factors: { link: ['kept', 'removed'] },
  maySee: ({ viewer, owner }) =>
    viewer?.role === 'guardian' &&
    owner.party['guardian']?.id === viewer.id &&
    owner.cohort['link'] === 'kept',
});

/** A definition in which clinicians may see that a note exists, but not its text. */
const listing = (url: string): Definition => ({
  ...describeNotes(url),
  accounts: {
    ...describeNotes(url).accounts,
    staff: { clinician: 2 },
    async create({ http }) {
      const { id } = (await http.post('/sign-up')).json<{ id: string }>();
      return { credentials: { id }, ids: { account: id } };
    },
  },
  consultations: {
    create: ({ http, token, party }) =>
      write(http, { text: token('text'), clinician: party['clinician']?.account.ids['account'] }),
  },
  maySee: ({ viewer, thing, field }) =>
    viewer?.role === 'clinician' && thing?.party['clinician']?.id === viewer.id && field === 'note',
});

async function write(http: Http, json: object) {
  return { note: (await http.post('/notes', { json })).json<{ id: string }>().id };
}

async function judged(sees: Sees, describe: (url: string) => Definition) {
  const { family, handlers } = createFamily(sees);
  const url = await onSocket(handlers);
  const { verdict } = await runWhole({ ...describe(url), url }, () => (family.updated = true));
  const { violations, reasons } = verdict;
  const broken = violations.map(({ invariant, surface }) => `${invariant} ${surface}`);
  return { verdict: verdict.verdict, reasons, broken: [...new Set(broken)].sort() };
}

const lists: Sees = (_, viewer, note, where) => where === 'list' && note.clinician === viewer;
const listed = 'no-foreign-listing GET /notes';
const read = 'no-foreign-reading GET /notes/{note}';
const opened = 'no-opened-access GET /notes/{note}';

describe('staff of several roles', () => {
  it.each<[string, Sees, (url: string) => Definition]>([
    ['a guardian sees their child\u2019s notes', asItShould, guardians],
    ['a guardian whose link was removed sees nothing', asItShould, removing],
    ['a clinician lists what they may not read', lists, listing],
  ])('raise no alarm where %s', async (_, sees, definition) => {
    expect(await judged(sees, definition)).toEqual({ verdict: 'holds', reasons: [], broken: [] });
  });

  it.each<[string, Sees, (url: string) => Definition, readonly string[]]>([
    [
      'the update shows guardians every child\u2019s notes',
      (family, viewer, note, where) =>
        family.updated
          ? where === 'read' && [...family.guardians.values()].includes(viewer)
          : asItShould(family, viewer, note, where),
      guardians,
      [read, opened],
    ],
    [
      'the update brings removed links back',
      ({ guardians: links, removed, updated }, viewer, note) =>
        (updated ? (links.get(note.owner) ?? removed.get(note.owner)) : links.get(note.owner)) ===
        viewer,
      removing,
      [listed, read, opened],
    ],
    [
      'a clinician reads what they may only list',
      (_, viewer, note) => note.clinician === viewer,
      listing,
      [read],
    ],
  ])('raise one where %s', async (_, sees, definition, broken) => {
    expect(await judged(sees, definition)).toMatchObject({ verdict: 'violated', broken });
  });
});
