import { webClientOf } from '../../deployment/web-client.ts';
import type { Violation } from '../../domain/verdict/verdict.ts';
import { createMediaSource } from '../../exercise/seed/seed-media.ts';
import { readJudgedRun } from '../comparing/read-judged-run.ts';
import { openJournal, secretsFolder } from '../folder/journal-of-run.ts';
import { findRunFolder } from '../folder/run-folder.ts';
import { assertKey } from '../folder/secrets-of-run.ts';
import { commandOf } from '../parts/command-of.ts';
import { loadSetting, openSetting } from '../setting.ts';
import { recheck, type Rechecked } from './recheck.ts';
import { namedViolation } from './named-violation.ts';

export type RecheckRunOptions = {
  config?: string;
  demo?: boolean;
  /** Default: the run's own. */
  update?: string;
  yesProduction?: boolean;
  signal: AbortSignal;
};

export type RecheckedRun = Rechecked & {
  violation: Violation;
  folder: string;
  /** Where it was looked, in words. */
  where: string;
  /** Chaperone started the deployment for it. */
  embedded: boolean;
  milliseconds: number;
  /** Begins the run that would look, where this could not. */
  command: string;
};

/** Accounts of a recheck have numbers from here on, which none of a run has. */
const firstAccount = 100_000;

/** Rechecks a violation of a run on the deployment that the definition describes as it stands. */
export async function recheckRun(
  run: string,
  name: string,
  { signal, yesProduction = false, ...options }: RecheckRunOptions,
): Promise<RecheckedRun> {
  const began = Date.now();
  const folder = await findRunFolder(run);
  const { plan, verdict } = await readJudgedRun(folder);
  const violation = namedViolation(verdict, name);
  const { update: given = plan.update.name ?? undefined } = options;
  const loaded = await loadSetting({ ...options });
  const isEmbedded = loaded.definition.embedded !== undefined;
  const chosen = isEmbedded
    ? (await loadSetting({ ...options, ...(given === undefined ? {} : { update: given }) })).update
    : null;
  if (!isEmbedded) assertKey();
  const media = createMediaSource();
  try {
    if (webClientOf(loaded.definition) !== null) media.warmUp();
    const setting = await openSetting(loaded, { confirmed: yesProduction }, plan.imports);
    const journal = isEmbedded ? null : await openJournal(secretsFolder(folder), 'recheck');
    try {
      const rechecked = await recheck(violation, {
        plan,
        folder,
        setting,
        update: chosen,
        signal,
        media,
        journal: journal ?? undefined,
        firstAccount,
      });
      const isSeeded = rechecked.seedFirst === true;
      const after = chosen === null ? '' : `, updated to ${chosen}`;
      return {
        ...rechecked,
        violation,
        folder,
        where: `${setting.definition.name}${isEmbedded ? after : ` at ${setting.definition.url}`}`,
        embedded: isEmbedded,
        milliseconds: Date.now() - began,
        command: commandOf(
          {
            ...options,
            update: chosen ?? undefined,
            updateCommand: isEmbedded || isSeeded ? undefined : '\u2026',
            only: rechecked.instead,
            out: '',
            confirmed: false,
          },
          plan.seed,
          isSeeded ? 'seed' : 'verify',
        ),
      };
    } finally {
      journal?.close();
      await setting.embedded?.stop();
    }
  } finally {
    await media.close();
  }
}
