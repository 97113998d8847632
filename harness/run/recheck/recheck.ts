import { randomInt } from 'node:crypto';
import { leaseFolder } from '../../deployment/lease-folder.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import type { Attempt, Part } from '../../domain/attempts/attempt.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import type { Fact } from '../../domain/ledger/fact.ts';
import { newIdKey } from '../../domain/ledger/id-digest.ts';
import type { Plan } from '../../domain/plan.ts';
import { sidesPast } from '../../domain/verdict/recheckable.ts';
import { acrossUpdate } from '../../domain/surfaces/variant.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { type ConnectionAcross, closeAcross } from '../../exercise/listening/across-update.ts';
import type { MediaSource } from '../../exercise/seed/seed-media.ts';
import type { SavedWorker } from '../../exercise/seed/saved-worker.ts';
import type { Journal } from '../../exercise/state/journal.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import { openWorker } from '../../exercise/worker/open-worker.ts';
import { prepareStaff } from '../../exercise/worker/prepare-staff.ts';
import type { Worker } from '../../exercise/worker/worker.ts';
import { judgeRun } from '../../judging/judge.ts';
import { recordConnectionsAcross } from '../across-update.ts';
import { holdLeases } from '../folder/lease-accounts.ts';
import { temporaryFolder } from '../folder/temporary-folder.ts';
import { endSessionsBefore, seedAfter, seedBefore } from '../seed-side.ts';
import type { Setting } from '../setting.ts';
import { cohortsAgain, definitionAgain, madeAgain } from './accounts-again.ts';
import { askAsThen } from './ask-as-then.ts';
import { lookAt, type Look } from './look-at.ts';
import { leaseAgain } from './pool-again.ts';
import { type NoWayAgain, type WayAgain, wayAgain } from './way-again.ts';

/**
 * What came of a recheck. `left`: accounts that could not be removed, with the reason. `instead`: the parts of a run that
 * would look, where this could not.
 */
export type Rechecked = Look & {
  instead: readonly Part[];
  /** That run has to be seeded before an update. Default: it need not. */
  seedFirst?: true;
  accounts: number;
  attempts: number;
  left: readonly { id: string; why: string }[];
};

type Options = {
  /** The plan of the run that has the violation. */
  plan: Plan;
  setting: Pick<Setting, 'definition' | 'embedded'>;
  /** The update that an embedded deployment is taken through; null: none. */
  update: string | null;
  signal: AbortSignal;
  media: MediaSource;
  /** What is made on a deployment that goes on is written here first. */
  journal: Journal | undefined;
  /** The folder of that run. */
  folder: string;
  /** The first number of the accounts: those of the run have others. */
  firstAccount: number;
};

const silent = (): void => undefined;

/** Milliseconds that are waited at most until a link, share or session has ended. */
const patience = 6000;

/**
 * Makes the accounts of a violation anew, on the same side of the update where the deployment is started for that, and
 * has the sweep ask as it was asked. It judges as a run is judged, and removes what it made.
 */
export async function recheck(violation: Violation, options: Options): Promise<Rechecked> {
  const { plan, setting, update, folder } = options;
  const way = wayAgain(setting.definition, violation);
  if ('why' in way) return nothing(way);
  const isAcross = violation.probe === acrossUpdate;
  if (isAcross && setting.embedded === null)
    return nothing({
      why: 'it was seen on a connection from before an update',
      instead: ['sweep'],
    });
  const cohorts = cohortsAgain(violation, setting.embedded === null);
  if (cohorts.length === 0) {
    const why = 'no patient has to do with it, whose account could be made';
    return nothing({ why, instead: ['sweep'] });
  }
  const definition = definitionAgain(setting.definition, way);
  const again: Plan = {
    ...plan,
    run: randomInt(2 ** 28),
    url: definition.url,
    seed: randomInt(2 ** 31),
    startedAt: Date.now(),
    parts: ['sweep'],
    scope: 'default',
    // All of them, so that what is missing on others is told of them.
    surfaces: described(setting.definition.surfaces).map(describeSurface),
    unreached: [],
    openApi: undefined,
    update: { ...plan.update, expected: setting.embedded !== null, name: update },
    accept: plan.accept.filter(({ what = 'gap' }) => what === 'gap'),
  };
  const scratch = temporaryFolder('recheck');
  const leasing = { run: again.run, name: `recheck of ${plan.name}`, folder };
  const leases = holdLeases(definition, again.run);
  try {
    const lacking = await leaseAgain(definition, violation, { ...leasing, was: plan.run, cohorts });
    if (lacking !== null) return nothing({ why: lacking, instead: ['sweep'] });
    const about = { ...options, folder: scratch.path, plan: again, definition, idKey: newIdKey() };
    const made = await exercise(about, { violation, cohorts, way });
    const history = { facts: made.facts, attempts: made.attempts, defects: [] };
    const asMade = madeAgain(violation, setting.embedded === null);
    const look = lookAt(asMade, judgeRun({ plan: again, history }), made);
    const isPool = leaseFolder(definition.accounts) !== null;
    const past =
      setting.embedded === null
        ? sidesPast(violation, isPool ? { ...plan, pooled: true } : plan)
        : [];
    const isUntold = look.came === 'gone' && past.length > 0;
    return {
      ...(isUntold ? { came: 'could not look', why: whyPast(past), seedFirst: true } : look),
      instead: look.came === 'could not look' || isUntold ? ['sweep'] : [],
      accounts: made.facts.filter(({ fact }) => fact === 'account-created').length,
      attempts: made.attempts.length,
      left: made.left,
    };
  } finally {
    leases.release();
    scratch.remove();
  }
}

function whyPast(sides: readonly string[]): string {
  return `nothing of it is seen, but it concerned what was from before the update (${sides.join(', ')}), and nothing can be made before it any more`;
}

/** A recheck that made nothing. */
function nothing({ why, instead }: NoWayAgain): Rechecked {
  return { came: 'could not look', why, instead, accounts: 0, attempts: 0, left: [] };
}

type About = Options & { definition: Setting['definition']; idKey: string };
type Wanted = {
  violation: Violation;
  cohorts: readonly Cohort[];
  way: WayAgain;
};
type Made = { facts: Fact[]; attempts: Attempt[]; left: readonly { id: string; why: string }[] };

/** Both sides of the update of a deployment that is started for it; of any other what runs now, as after the update. */
async function exercise(about: About, wanted: Wanted): Promise<Made> {
  const { embedded } = about.setting;
  const { violation, cohorts, way } = wanted;
  const probes = way.probes.map((probe) => askAsThen(probe, violation, way));
  const made: Made = { facts: [], attempts: [], left: [] };
  const ask = async (worker: Worker) =>
    sweep(worker, { seed: worker.plan.seed, probes, waitsUntil: Date.now() + patience });
  let inherit: SavedWorker | undefined;
  let opened: readonly ConnectionAcross[] = [];
  try {
    if (embedded !== null) {
      const isBefore = !violation.phases.includes('after-update');
      await withWorker(about, made, { phase: 'before-update' }, async (worker) => {
        await seedBefore(worker, cohorts, silent);
        if (isBefore) return ask(worker);
        await endSessionsBefore(worker);
        if (violation.probe === acrossUpdate) opened = await worker.openAcross();
        inherit = worker.handOver();
      });
      if (isBefore) return made;
      if (about.update !== null) await embedded.update(about.update);
    }
    await withWorker(about, made, { phase: 'after-update', inherit }, async (worker) => {
      try {
        if (inherit === undefined) await prepareStaff(worker);
        await seedAfter(worker, cohorts, silent);
        await ask(worker);
        if (violation.probe === acrossUpdate) await recordConnectionsAcross(worker, opened);
      } finally {
        if (embedded === null) made.left = await worker.removeAccounts();
      }
    });
  } finally {
    await closeAcross(opened);
  }
  return made;
}

async function withWorker(
  { folder, plan, definition, idKey, signal, media, journal, firstAccount }: About,
  made: Made,
  { phase, inherit }: { phase: Worker['phase']; inherit?: SavedWorker },
  use: (worker: Worker) => Promise<void>,
): Promise<void> {
  const worker = await openWorker({
    folder,
    plan,
    definition,
    idKey,
    signal,
    media,
    journal,
    ...(inherit === undefined ? {} : { inherit }),
    name: `sweep-${phase === 'before-update' ? 'before' : 'after'}`,
    part: 'sweep',
    phase,
    firstAccount,
  });
  try {
    await worker.readRelease();
    await use(worker);
  } finally {
    made.facts.push(...worker.recorded.facts);
    made.attempts.push(...worker.recorded.attempts);
    await worker.close();
  }
}
