import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import { chooseCohorts } from '../../accounts/cohorts/cohorts.ts';
import type { Definition } from '../../deployment/definition.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import { outboundInPlan } from '../../deployment/outbound.ts';
import { writesInPlan } from '../../deployment/write.ts';
import type { Cohort } from '../../domain/accounts/account.ts';
import { sealKeyFrom } from '../../domain/history/seal.ts';
import { newIdKey } from '../../domain/ledger/id-digest.ts';
import { sideFactors } from '../../domain/phase.ts';
import { capabilities, type Capability, type Lacks, type Plan } from '../../domain/plan.ts';
import type { ExpectedKind } from '../../domain/surfaces/surface.ts';
import { verifyLifetime } from '../../accounts/pool/lease.ts';
import { onlySweep } from '../../exercise/seed/pool-accounts.ts';
import { releaseLeases } from '../../accounts/pool/lease-files.ts';
import { leaseFolder } from '../../deployment/lease-folder.ts';
import { importsOf } from '../../deployment/surfaces/with-sources.ts';
import { leaseAccounts } from './lease-accounts.ts';
import { commandOf } from '../parts/command-of.ts';
import { takeBaseline } from '../baseline/read-baseline.ts';
import { nameOfDocument } from '../drift.ts';
import type { RunOptions } from '../options.ts';
import { placesOf } from '../places/places-of.ts';
import { secretsFolder } from './journal-of-run.ts';
import { createRunFolder, defaultOut, runName } from './run-folder.ts';

/** A run under way, with the data that every stage needs. */
export type Run = {
  folder: string;
  plan: Plan;
  cohorts: readonly Cohort[];
  /** The key of the digests in the history. It is kept with the accounts' passwords, and never in the run's folder. */
  idKey: string;
  /** The key that its history is sealed with; null for a run that an earlier version seeded, which sealed nothing. */
  sealKey: string | null;
  /** The folder of its secrets and journals; null: nothing is kept, because the deployment ends with the run. */
  secrets: string | null;
};

/**
 * Begins a run: chooses the cohorts, leases accounts if they come from a pool, and creates the folder with the plan.
 * @param release for the name of the folder; null: unknown
 * @param lifetime of the leases, in milliseconds
 * @param configFile path of the file that holds the definition. Default: reports point at no lines of it
 */
export async function newRun(
  definition: Definition & { url: string },
  options: RunOptions,
  update: Plan['update'],
  release: string | null,
  lifetime = verifyLifetime,
  configFile?: string,
): Promise<Run> {
  const isPooled = definition.accounts.pool !== undefined;
  const others = options.only.filter((part) => part !== 'sweep');
  if (isPooled && others.length > 0) throw onlySweep(others);
  const seed = options.seed ?? randomInt(2 ** 31);
  const startedAt = Date.now();
  const run = randomInt(2 ** 28);
  const factors = { ...definition.factors };
  const chosen = await chooseCohorts({
    factors,
    impossible: isPooled ? existedBefore(definition.impossible) : definition.impossible,
    seed,
    strength: options.strength,
    budget: options.accounts,
  });
  const surfaces = described(definition.surfaces).map(describeSurface);
  const baseline = await takeBaseline(options.baseline, configFile, definition.name);
  const name = runName(release ?? 'unknown', startedAt, run);
  const plan: Plan = {
    schema: 1,
    run,
    name,
    deployment: definition.name,
    url: definition.url,
    embedded: definition.embedded !== undefined,
    seed,
    startedAt,
    parts: options.only,
    sealed: true,
    ...(isPooled ? { pooled: true } : {}),
    ...scopeOf(options),
    ...(options.plantedLeaks === false || !options.only.includes('sweep') ? {} : { planted: true }),
    factors: { ...factors, ...sideFactors },
    ...(chosen.impossible === undefined ? {} : { impossible: chosen.impossible }),
    ...(definition.phrases === undefined ? {} : { phrases: definition.phrases }),
    strength: chosen.strength,
    ...(chosen.accountsForTriples === undefined
      ? {}
      : { accountsForTriples: chosen.accountsForTriples }),
    ...(options.accounts === undefined ? {} : { mostAccounts: options.accounts }),
    cohortTuples: chosen.tuples,
    update,
    surfaces,
    unreached: definition.surfaces.flatMap((one) =>
      'unreached' in one ? [{ id: one.unreached, why: one.why }] : [],
    ),
    ...(definition.openApi === undefined ? {} : { openApi: nameOfDocument(definition.openApi) }),
    ...importsFor(definition),
    ...writesInPlan(definition),
    ...outboundInPlan(definition),
    sharing: definition.sharing !== undefined && !('none' in definition.sharing),
    lacks: lacksOf(definition),
    ...(definition.shared === undefined ? {} : { shared: definition.shared }),
    headers: Object.keys(definition.headers ?? {}),
    accept: definition.accept ?? [],
    command: commandOf(options, seed),
    ...(configFile === undefined ? {} : { places: await placesOf(configFile, surfaces) }),
    ...(options.out === defaultOut ? {} : { out: options.out }),
    ...(baseline === undefined ? {} : { baseline: baseline.planned }),
  };
  const folder = resolve(join(options.out, name));
  await leaseAccounts(definition, { run, name, folder }, chosen.cohorts, lifetime);
  try {
    await createRunFolder(folder, plan, baseline);
  } catch (error) {
    const leases = leaseFolder(definition.accounts);
    if (leases !== null) releaseLeases(leases, run);
    throw error;
  }
  const idKey = newIdKey();
  const isKept = definition.embedded === undefined || options.keep === true;
  return {
    folder,
    plan,
    cohorts: chosen.cohorts,
    idKey,
    sealKey: sealKeyFrom(idKey),
    secrets: isKept ? secretsFolder(folder) : null,
  };
}

function importsFor(definition: Definition): Pick<Plan, 'imports'> {
  const imports = importsOf(definition);
  return imports === undefined ? {} : { imports };
}

function scopeOf({ budget, thorough }: RunOptions): Pick<Plan, 'scope' | 'budget'> {
  if (budget !== undefined) return { scope: 'gate', budget };
  return { scope: thorough === true ? 'thorough' : 'default' };
}

/** Excludes cohorts whose account is created after the update, because accounts of a pool exist before it. */
function existedBefore(impossible: Definition['impossible']) {
  return (cohort: Cohort): boolean =>
    cohort['account'] === 'after' || impossible?.(cohort) === true;
}

/** Why nothing can be shared, or shares cannot be ended (they may still expire); undefined when both are possible. */
function lackOfSharing({ sharing }: Definition): string | undefined {
  if (sharing === undefined) return undefined;
  if ('none' in sharing) return sharing.none;
  return typeof sharing.end === 'function' ? undefined : sharing.end.none;
}

function lackOfSurfaces({ surfaces }: Definition, gives: ExpectedKind): string | undefined {
  const absent = surfaces.filter((surface) => 'absent' in surface);
  return absent.find((surface) => surface.absent === gives)?.reason;
}

/**
 * For each capability, reads the reason why the deployment lacks it from the definition; undefined: it does not say so.
 */
const lackOf: Readonly<Record<Capability, (definition: Definition) => string | undefined>> = {
  list: (definition) => lackOfSurfaces(definition, 'list'),
  read: (definition) => lackOfSurfaces(definition, 'read'),
  stream: (definition) => lackOfSurfaces(definition, 'stream'),
  signOut: ({ accounts: { signOut } }) => ('none' in signOut ? signOut.none : undefined),
  secondFactor: ({ accounts: { secondFactor } }) =>
    secondFactor !== undefined && 'none' in secondFactor ? secondFactor.none : undefined,
  sharing: lackOfSharing,
};

function lacksOf(definition: Definition): Lacks {
  const lacks: Lacks = {};
  for (const capability of capabilities) {
    const reason = lackOf[capability](definition);
    if (reason !== undefined) lacks[capability] = reason;
  }
  return lacks;
}
