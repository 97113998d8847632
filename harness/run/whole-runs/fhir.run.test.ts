import { describe, expect, it } from 'vitest';
import { fromFhir } from '../../deployment/import/fhir/from-fhir.ts';
import type { Definition } from '../../deployment/definition.ts';
import type { Http } from '../../deployment/http.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { none } from '../../deployment/surfaces/surfaces.ts';
import { withSources } from '../../deployment/surfaces/with-sources.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import { describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { readSources } from '../read-sources.ts';
import { startHapiLike } from '../testing/hapi-like.ts';
import type { Fault, Manner } from '../testing/hapi-like.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

/** Creates a resource, and resolves with its id. */
async function make(http: Http, type: string, resource: object): Promise<string> {
  const json = { resourceType: type, ...resource };
  return (await http.post(`/fhir/${type}`, { json })).json<{ id: string }>().id;
}

const definition: Partial<Definition> = {
  accounts: {
    async create({ http, persona }) {
      const id = await make(http, 'Patient', { name: [{ text: persona.fullName }] });
      return { credentials: { id }, ids: { patient: id } };
    },
    async signIn({ http, account }) {
      const answer = await http.post('/token', { json: account.credentials['id'] });
      return { headers: { authorization: `Bearer ${answer.json<{ token: string }>().token}` } };
    },
    signOut: async ({ http }) => void (await http.post('/sign-out')),
    secondFactor: none('there is none'),
  },
  consultations: {
    async create({ http, account, token }) {
      const subject = { reference: `Patient/${account.ids['patient']}` };
      const reasonCode = [{ text: token('reason') }];
      const encounter = await make(http, 'Encounter', { subject, reasonCode });
      const data = btoa(`%PDF-1.7 ${token('file')}`);
      const binary = await make(http, 'Binary', { contentType: 'application/pdf', data });
      const content = [{ attachment: { url: `Binary/${binary}` } }];
      const description = token('title');
      const documentReference = await make(http, 'DocumentReference', {
        subject,
        description,
        content,
      });
      return { encounter, binary, documentReference };
    },
  },
};

/** Nothing makes claims. */
const ids = ['patient', 'encounter', 'documentReference', 'binary', 'claim'];
const probes = probesFor({}).filter(({ id }) =>
  ['own-views', 'foreign-ids', 'links', 'without-session', 'figures'].includes(id),
);

async function judgedWith(faults: readonly Fault[], manner: Manner = 'usual') {
  const { url } = await startHapiLike(faults, manner);
  const surfaces = fromFhir('/fhir/metadata', { ids });
  const whole = { ...describeDeployment(url, { ...definition, surfaces }), url };
  const read = withSources(whole, await readSources(whole), 'it');
  const options = faults.length === 0 && manner === 'usual' ? { things: 2 } : { probes };
  const judged = await sweepAndJudge(url, described(read.surfaces), definition, options);
  const entries = Object.entries(judged.findings);
  const violated = entries.flatMap(([id, { verdict }]) => (verdict === 'violated' ? [id] : []));
  const leaks = entries.flatMap(([id, { breaches }]) =>
    breaches.flatMap((breach) =>
      breach.kind === 'leak' || breach.kind === 'disturbance'
        ? [{ id, owner: breach.owner ?? 'unknown', surface: breach.attempt.surface }]
        : [],
    ),
  );
  return { judged, violated, leaks };
}

const everybody = ['a0', 'a1', 'a2'];

describe('a FHIR server in the manner of HAPI, described by its CapabilityStatement', () => {
  it('holds where it is healthy, each surface with a grant', async () => {
    const { judged, violated } = await judgedWith([]);
    expect(violated).toEqual([]);
    const inconclusive = Object.entries(judged.findings).filter(
      ([, { verdict }]) => verdict === 'inconclusive',
    );
    // The plan of the small sweep says nothing of second factors.
    expect(inconclusive.map(([id]) => id)).toEqual(['second-factor-required']);
    const granted = new Set(
      judged.worker.recorded.attempts.flatMap(({ outcome, surface }) =>
        outcome === 'granted' ? [surface] : [],
      ),
    );
    const never = described(judged.worker.definition.surfaces)
      .map(({ id }) => id)
      .filter((id) => !granted.has(id));
    expect(never).toEqual([
      'GET /fhir/Patient',
      'GET /fhir/Patient/{patient} → attachment',
      'GET /fhir/Encounter',
      'GET /fhir/DocumentReference',
      'GET /fhir/Claim',
      'GET /fhir/Claim?patient={patient}',
      'GET /fhir/Claim?patient={patient}&_count=1',
      'POST /fhir/Claim/_search',
      'GET /fhir/Claim?_id={claim}',
      'GET /fhir/Claim?patient._id={patient}',
      'GET /fhir/Claim/{claim}',
      'GET /fhir/Patient/$everything',
    ]);
  });

  /** Faults that do not touch each other, and what finds each. */
  const apart: readonly (readonly [Fault, string, readonly string[], RegExp])[] = [
    ['chain', 'no-foreign-listing', everybody, /\?(?:patient|subject:Patient)\._id=/],
    ['id', 'no-foreign-listing', everybody, /\?_id=\{\w+\}$/],
    ['claims', 'no-foreign-listing', ['unknown'], /^GET \/fhir\/Claim$/],
    ['everything', 'no-foreign-listing', everybody, /\$everything$/],
    ['revinclude', 'no-foreign-listing', [...everybody, 'unknown'], /_revinclude/],
    ['history', 'no-foreign-listing', everybody, /_history$/],
    ['version', 'no-foreign-reading', everybody, /→ version$/],
    ['binary', 'no-foreign-streaming', everybody, /Binary\/\{binary\}$|→ attachment$/],
    // A file is a resource by its JSON, too.
    ['binary', 'no-foreign-reading', everybody, /Binary\/\{binary\}#json$/],
  ];

  it('is violated wherever it forgets to look whose it is, and there alone', async () => {
    const { violated, leaks } = await judgedWith(apart.map(([fault]) => fault));
    expect(violated).toEqual(['no-foreign-listing', 'no-foreign-reading', 'no-foreign-streaming']);
    for (const [fault, invariant, owners, where] of apart) {
      const there = leaks.filter(({ id, surface }) => id === invariant && where.test(surface));
      const whose = new Set(there.map(({ owner }) => owner));
      expect([fault, [...whose].toSorted()]).toEqual([fault, owners]);
    }
    const isKnown = ({ id, surface }: (typeof leaks)[number]) =>
      apart.some(([, invariant, , where]) => id === invariant && where.test(surface));
    expect(leaks.filter((leak) => !isKnown(leak))).toEqual([]);
  });

  it.each<[Fault, string, readonly string[], readonly string[], RegExp]>([
    [
      'search',
      'no-foreign-listing',
      [...everybody, 'unknown'],
      // A search counts, too.
      ['undisturbed-view'],
      /^(?:GET|POST) \/fhir\/Encounter(?:$|\?|\/_search)/,
    ],
    // It names who created something last.
    ['count', 'undisturbed-view', ['a1', 'a2'], [], /[?&]_summary=count$/],
  ])(
    'is violated where searches forget to look whose it is: %s',
    async (fault, invariant, owners, others, where) => {
      const { violated, leaks } = await judgedWith([fault]);
      const here = leaks.filter(({ id }) => id === invariant);
      expect([...new Set(here.map(({ owner }) => owner))].toSorted()).toEqual(owners);
      expect(here.filter(({ surface }) => !where.test(surface))).toEqual([]);
      expect(violated).toEqual([invariant, ...others]);
    },
  );

  it('is inconclusive where it tells others how many are somebody’s', async () => {
    const { judged, violated } = await judgedWith(['foreign count']);
    expect(violated).toEqual([]);
    const { verdict, reasons } = judged.findings['no-foreign-listing'] ?? {};
    expect(verdict).toBe('inconclusive');
    expect(reasons?.join()).toMatch(
      /another number than of an id that never existed.*GET \/fhir\/Encounter\?patient=\{patient\}&_summary=count/,
    );
  });

  it('holds where searches for others, and for nobody by name, find nothing', async () => {
    const { judged, violated } = await judgedWith([], 'finds-nothing');
    expect(violated).toEqual([]);
    expect(judged.findings['no-foreign-listing']?.verdict).toBe('holds');
    expect(judged.findings['own-access']?.verdict).toBe('holds');
  });

  it.each<[readonly Fault[], readonly string[]]>([
    [[], []],
    [['binary'], ['no-foreign-reading']],
  ])('judges files that come within JSON as reads: %j', async (faults, wanted) => {
    const { judged, violated } = await judgedWith(faults, 'file-in-json');
    expect(violated).toEqual(wanted);
    expect(judged.findings['no-foreign-streaming']).toMatchObject({
      verdict: 'inapplicable',
      reasons: [expect.stringContaining('files come within JSON')],
    });
  });

  it('is violated where nobody need sign in', async () => {
    const { violated } = await judgedWith(['anonymous']);
    expect(violated).toContain('no-anonymous-access');
  });
});
