import { z } from 'zod';
import { phases } from '../../domain/phase.ts';
import { acceptedKinds } from '../../domain/plan.ts';
import type { SharedPlace } from '../../domain/plan.ts';
import { surfaceKinds } from '../../domain/surfaces/surface.ts';
import type {
  AbsentSurface,
  Surface,
  SurfaceSource,
  UnreachedSurface,
} from '../surfaces/surface.ts';
import { longestWait } from '../../domain/ledger/share-times.ts';
import { sharedParts } from '../sharing.ts';
import type { Sharing } from '../sharing.ts';
import type { Action, Definition } from '../definition.ts';
import type { BrowserDefinition } from '../browser-definition.ts';
import type { SecondFactor, SignOut } from '../sessions.ts';
import type { Embedded } from '../embedded.ts';
import { isWrite } from '../write.ts';
import type { Outbound } from '../outbound.ts';
import type { Write } from '../write.ts';
import { disturbances } from '../probe.ts';
import type { Probe } from '../probe.ts';
import { checkDefinition } from './schema-checks.ts';
import { count, fields, func, line, orAbsence, orFields, seconds } from './schema-parts.ts';

type Accounts = Definition['accounts'];
// With this type, the compiler refuses a schema that lacks a field of the contract, even an optional one.
type Shape<Contract> = Record<keyof Contract, z.ZodType>;
type Call = Exclude<BrowserDefinition['call'], { none: string }>;

const factors = z
  .record(line(64), z.array(line(64)).min(1, { error: 'needs at least one level' }).max(32))
  .refine((all) => Object.keys(all).length <= 32, { error: 'must be at most 32 factors' });

const levels = z.record(line(64), line(64));
const phrases = z.record(line(64), levels);

const embedded = fields(
  {
    updates: z.array(fields({ id: line(), title: line() }, '{ id, title }')),
    start: func<Embedded['start']>('async () => ({ url, update, stop })'),
  },
  '{ updates, start }',
);

const accounts = fields(
  {
    create: func<NonNullable<Accounts['create']>>(
      'async ({ http, persona }) => ({ credentials })',
    ).optional(),
    pool: line(1000).optional(),
    leases: line(1000).optional(),
    staff: z.record(line(64), count(1, 1000)).optional(),
    signIn: func<Accounts['signIn']>('async ({ http, account, code }) => …'),
    renew: func<NonNullable<Accounts['renew']>>(
      'async ({ http, keep }) => ({ headers, expiresIn, keep })',
    ).optional(),
    signOut: orAbsence(
      orFields(
        func<SignOut>('async ({ http }) => …'),
        fields(
          { run: func<SignOut>('async ({ http }) => …'), within: seconds(longestWait / 1000) },
          '{ run, within }',
        ),
      ),
    ),
    changePassword: func<NonNullable<Accounts['changePassword']>>(
      'async ({ http, account, password }) => ({ password })',
    ).optional(),
    secondFactor: orAbsence(
      fields(
        {
          code: func<SecondFactor['code']>('async ({ account, since, http }) => …'),
          has: func<NonNullable<SecondFactor['has']>>(
            "({ cohort }) => cohort['factor'] === 'e-mail'",
          ).optional(),
        } satisfies Shape<SecondFactor>,
        '{ code }',
      ),
    ).optional(),
    remove: func<NonNullable<Accounts['remove']>>('async ({ http, account }) => …').optional(),
  } satisfies Shape<Accounts>,
  '{ create or pool, signIn, signOut, … }',
);

const surface = z.custom<Surface | AbsentSurface | UnreachedSurface | SurfaceSource>(isSurface, {
  error:
    "must be made by list, read, stream, page, download, link, socket, events or noSurface: list('GET /api/consultations')",
});

const sharing = fields(
  {
    with: z
      .record(
        line(64),
        z.enum(sharedParts, { error: "must be 'thing' or 'account': what such an account sees" }),
      )
      .optional(),
    share: func<Sharing['share']>('async ({ http, ids, to }) => ({ ids: { share } })'),
    end: orAbsence(func<Exclude<Sharing['end'], { none: string }>>('async ({ http, ids }) => …')),
  } satisfies Shape<Sharing>,
  '{ share, end }',
);

const action = fields(
  {
    creates: z.boolean().optional(),
    after: z.array(line()).optional(),
    until: z.array(line()).optional(),
    since: z.enum(phases).optional(),
    makes: levels.optional(),
    run: func<Action['run']>('async ({ http, ids }) => …'),
  } satisfies Shape<Action>,
  '{ after, until, run, … }',
);

const call = fields(
  {
    book: line(64),
    start: func<Call['start']>('async ({ page, thing }) => …'),
    makes: levels.optional(),
    switchToVideo: orAbsence(
      func<Exclude<Call['switchToVideo'], { none: string }>>('async ({ page }) => …'),
    ),
    hangUp: func<Call['hangUp']>('async ({ page, http, thing }) => ({ recording })'),
  } satisfies Shape<Call>,
  '{ book, start, switchToVideo, hangUp }',
);

const browser = fields(
  {
    signIn: func<BrowserDefinition['signIn']>('async ({ page, account, code }) => …'),
    signOut: func<BrowserDefinition['signOut']>('async ({ page }) => …'),
    replays: fields({ path: line(1000), item: line(1000) }, '{ path, item }'),
    player: fields(
      {
        path: func<BrowserDefinition['player']['path']>('({ ids }) => `/replays/${ids.recording}`'),
        media: line(1000),
      },
      '{ path, media }',
    ),
    call: orAbsence(call),
  } satisfies Shape<BrowserDefinition>,
  '{ signIn, signOut, replays, player, call }',
);

const carrier = z.literal('none', { error: "must be 'none', or left out" }).optional();

const sharedPlace = fields(
  { surface: line(1000), path: line(1000), why: line(1000) } satisfies Shape<SharedPlace>,
  '{ surface, path, why }',
);

const acceptance = fields(
  {
    what: z.enum(acceptedKinds, {
      error:
        "must say what is admitted: 'gap' (what could not be judged there), 'finding' (violations, with their id), 'uncovered' (an operation of openApi that no surface covers), 'opened' (a surface that the update was meant to open) or 'blind' (a surface on which a planted leak would pass)",
    }),
    surface: line(1000),
    id: z.union([line(64), z.array(line(64)).min(1)]).optional(),
    reason: line(1000),
    by: line(),
    until: z.iso.date({ error: 'must be a day, YYYY-MM-DD' }),
  },
  '{ what, surface, reason, by, until }',
);

const probe = fields(
  {
    id: line(60).regex(/^[a-z][a-z0-9-]*$/, { error: 'must be like my-probe: a-z, 0-9, hyphens' }),
    title: line(),
    needs: line(),
    disturbs: z.enum(disturbances, { error: `must be one of ${disturbances.join(', ')}` }),
    when: z.enum(['first', 'last'], { error: "must be 'first' or 'last', or left out" }).optional(),
    budgeted: z.boolean().optional(),
    attempts: func<Probe['attempts']>('({ choose, surfaces }) => choose(surfaces)'),
  } satisfies Shape<Probe>,
  '{ id, title, needs, disturbs, attempts }',
);

/** The schema of a deployment definition. */
export const definitionSchema = fields(
  {
    name: line(),
    url: z.string({ error: 'must be a text' }).optional(),
    hosts: z.array(line()).optional(),
    embedded: embedded.optional(),
    release: func<Definition['release']>("async ({ http }) => (await http.get('/version')).text()"),
    headers: z.record(line(200), line(10_000)).optional(),
    clients: z
      .record(line(40), fields({ headers: z.record(line(200), line(1000)) }, '{ headers }'))
      .optional(),
    openApi: line(1000).optional(),
    factors: factors.optional(),
    phrases: phrases.optional(),
    impossible: func<NonNullable<Definition['impossible']>>('({ region, call }) => …').optional(),
    accounts,
    consultations: fields(
      {
        create: func<Definition['consultations']['create']>(
          'async ({ http, token }) => ({ consultation })',
        ),
        remove: func<NonNullable<Definition['consultations']['remove']>>(
          'async ({ http, ids }) => …',
        ).optional(),
      } satisfies Shape<Definition['consultations']>,
      '{ create }',
    ),
    sharing: orAbsence(sharing).optional(),
    outbound: orAbsence(
      fields(
        {
          deliveries: func<Outbound['deliveries']>(
            'async ({ http }) => [{ id, party, to, content }]',
          ),
        } satisfies Shape<Outbound>,
        '{ deliveries }',
      ),
    ).optional(),
    surfaces: z.array(surface).min(1, { error: 'needs at least one surface' }),
    actions: z.record(line(64), action).optional(),
    browser: orAbsence(browser).optional(),
    maySee: func<NonNullable<Definition['maySee']>>('({ viewer, owner, thing }) => …').optional(),
    carriers: fields(
      {
        name: carrier,
        email: carrier,
        address: carrier,
        phone: carrier,
        dateOfBirth: carrier,
        nhsNumber: carrier,
      },
      "{ name: 'none' }",
    ).optional(),
    probes: z.array(probe).optional(),
    writes: z
      .union([
        z.boolean(),
        z
          .array(
            z.custom<Write | 'POST'>((value) => value === 'POST' || isWrite(value), {
              error: "must be made by write(…), or be 'POST'",
            }),
          )
          .min(1),
      ])
      .optional(),
    shared: z.array(sharedPlace).optional(),
    accept: z.array(acceptance).optional(),
    concurrency: count(1, 1000).optional(),
    timeout: count(1, 600_000).optional(),
    tracing: orFields(
      z.boolean(),
      fields({ sampled: z.boolean().optional() }, '{ sampled: true }'),
    ).optional(),
    signInPage: z.instanceof(RegExp, { error: 'must be a regular expression' }).optional(),
  } satisfies Shape<Definition>,
  'what defineDeployment({ … }) returns',
).superRefine((definition, context) => {
  checkDefinition(definition, (path, message) => {
    context.addIssue({ code: 'custom', path: [...path], message });
  });
});

function isSurface(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('absent' in value) return 'reason' in value;
  if ('unreached' in value) return 'why' in value;
  if ('source' in value) return 'read' in value && 'surfaces' in value;
  const hasKind = 'kind' in value && surfaceKinds.some((kind) => kind === value.kind);
  return hasKind && 'id' in value && 'gives' in value && 'path' in value && 'needs' in value;
}
