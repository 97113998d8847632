import type {
  Account,
  Attempt,
  Definition,
  Fact,
  Plan,
  Session,
  Share,
  Thing,
  Worker,
} from '../harness/index.ts';
import { exampleVocabulary as words } from './example-vocabulary.ts';

/** Whether the deployment forgets that a share was ended: decided from all that its owner did. */
export type Forgets = (done: readonly string[]) => boolean;

/** Who sees what is not theirs: decided from the viewer and all that was done to the viewer's things. */
export type LeaksTo = (viewer: Account, done: readonly string[]) => boolean;

const film = 3;
const plan: Plan = {
  schema: 1,
  run: 5,
  name: 'test',
  deployment: 'Somewhere',
  url: 'http://somewhere.test',
  seed: 1,
  startedAt: 0,
  parts: ['properties'],
  factors: {},
  strength: 3,
  cohortTuples: { covered: 0, total: 0 },
  update: { expected: true, name: 'spring' },
  surfaces: words.surfaces,
  lacks: {},
  accept: [],
};
const run = () => undefined;

/** The definition that `exampleVocabulary` describes. */
export const exampleDefinition: Definition = {
  name: 'Somewhere',
  release: () => '1',
  factors: Object.fromEntries(words.factors),
  impossible: (cohort) => !words.isPossible(cohort),
  accounts: { signIn: run, signOut: run },
  consultations: { create: () => ({}) },
  surfaces: words.surfaces,
  actions: Object.fromEntries(
    words.verbs.map(({ name, creates, after, until }) => [name, { creates, after, until, run }]),
  ),
};

/** For tests: a worker whose deployment is a few lines here, and leaks the list of films to whom it is told. */
export function fakeWorker(
  leaksTo: LeaksTo,
  definition = exampleDefinition,
  forgets: Forgets = () => false,
): Worker {
  const facts: Fact[] = [];
  const attempts: Attempt[] = [];
  const accounts: Account[] = [];
  const things: Thing[] = [];
  const shares = new Map<string, Share>();
  const done = new Map<string, string[]>();
  let clock = 0;
  const at = () => ++clock;

  const session = (account: Account, state: Session['state']): Session => {
    return { id: `${account.id}.s${at()}`, account, state, phase: 'after-update', http: unused() };
  };
  const makeThing = (owner: Account, ids: Thing['ids']): Thing => {
    const number = things.filter((thing) => thing.owner === owner).length + 1;
    const thing: Thing = {
      id: `${owner.id}.${number}`,
      owner,
      staff: null,
      party: {},
      ids,
      phase: 'after-update',
    };
    things.push(thing);
    const common = { type: 'fact', at: at(), account: owner.id, thing: thing.id } as const;
    facts.push({ ...common, fact: 'thing-created', owner: owner.id, phase: 'after-update', ids });
    const field = film + number;
    facts.push({ ...common, fact: 'field-planted', field, name: 'film', carrier: 'token' });
    return thing;
  };
  const did = ({ id }: Account, what: string) => done.set(id, [...(done.get(id) ?? []), what]);
  const sees = (viewer: Account, thing: Thing): boolean => {
    const share = shares.get(`${thing.id} ${viewer.id}`);
    return share !== undefined && (!share.ended || forgets(done.get(thing.owner.id) ?? []));
  };
  const films = (viewer: Account): Thing[] => {
    const leaks = leaksTo(viewer, done.get(viewer.id) ?? []);
    return things.filter((thing) => leaks || thing.owner === viewer || sees(viewer, thing));
  };

  return {
    ...unused<Worker>(),
    name: 'properties',
    plan,
    definition,
    signal: new AbortController().signal,
    accounts,
    sessions: [],
    things,
    get shares() {
      return [...shares.values()];
    },
    recorded: { facts, attempts },
    async createAccount({ cohort, role = 'patient' }) {
      const number = accounts.length;
      const id = `a${number}`;
      const account: Account = {
        id,
        number,
        role,
        cohort,
        ids: {},
        credentials: {},
        party: {},
        hasSecondFactor: false,
        persona: unused(),
      };
      accounts.push(account);
      const fact = {
        number,
        role,
        cohort,
        phase: 'after-update',
        ids: {},
        secondFactor: false,
      } as const;
      facts.push({ type: 'fact', fact: 'account-created', at: at(), account: id, ...fact });
      return account;
    },
    async signIn(account) {
      const open = session(account, 'open');
      const fact = { session: open.id, phase: 'after-update', secondFactorAsked: false } as const;
      facts.push({ type: 'fact', fact: 'signed-in', at: at(), account: account.id, ...fact });
      return open;
    },
    async signOut({ id, account }) {
      const ended = { ...session(account, 'signed-out'), id };
      facts.push({
        type: 'fact',
        fact: 'signed-out',
        from: at(),
        at: at(),
        account: account.id,
        session: id,
      });
      return ended;
    },
    createThing: async ({ account }) => makeThing(account, { visit: 'v', film: 'f' }),
    async act({ account }, action, thing) {
      did(account, action);
      if (action === 'book') return makeThing(account, { visit: 'v' });
      return thing && action === 'hangUp' ? { ...thing, ids: { ...thing.ids, film: 'f' } } : thing;
    },
    async share({ account }, thing, { account: to }) {
      did(account, 'share');
      const parties = { viewer: to.id, owner: account.id, thing: thing.id, field: null };
      facts.push({ type: 'fact', fact: 'entitled', at: at(), ...parties });
      const share: Share = { thing, to, ids: {}, until: null, ended: false };
      shares.set(`${thing.id} ${to.id}`, share);
      return share;
    },
    async endShare({ account }, share) {
      did(account, 'end-share');
      const { thing, to } = share;
      const parties = { viewer: to.id, owner: account.id, thing: thing.id };
      facts.push({ type: 'fact', fact: 'revoked', from: at(), at: at(), ...parties });
      const ended = { ...share, ended: true };
      shares.set(`${thing.id} ${to.id}`, ended);
      return ended;
    },
    async attempt({ session: by, surface, thing, variant = 'plain', shrinking }) {
      const shown = by?.state === 'open' && surface.id === 'GET /films' ? films(by.account) : [];
      const attempt: Attempt = {
        type: 'attempt',
        id: `properties.${attempts.length}`,
        worker: 'properties',
        part: 'properties',
        phase: 'after-update',
        release: '1',
        viewer: by?.account.id ?? 'anonymous',
        session: by?.id ?? null,
        sessionState: by?.state ?? 'none',
        surface: surface.id,
        thing: thing?.id ?? null,
        variant,
        channel: 'http',
        sentAt: at(),
        answeredAt: at(),
        outcome:
          by?.state === 'open' && (!thing || thing.owner === by.account) ? 'granted' : 'denied',
        status: 200,
        headers: {},
        bytes: 1,
        truncated: false,
        digests: [],
        sightings: shown.map(({ id, owner }, index) => ({
          kind: 'token',
          token: {
            run: plan.run,
            account: owner.number,
            field: film + Number(id.split('.')[1]),
          },
          where: `$.items[${index}].film`,
          encoding: 'plain',
        })),
        items: shown.map((_, index) => ({
          where: `$.items[${index}]`,
          sightings: [index],
          ids: [],
        })),
        shrinking,
      };
      attempts.push(attempt);
      return attempt;
    },
    record: (fact) => void facts.push(fact),
    readRelease: async () => '1',
    removeAccounts: async () => [],
    close: async () => undefined,
  };
}

/** What no property touches. */
function unused<T>(): T {
  return null as T;
}
