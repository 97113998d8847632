import type { Update } from '../clinic/updates/index.ts';
import type { Ended } from './case.ts';
import { onlyBy } from './catalogued.ts';
import type { Entry } from './catalogued.ts';
import { faultsOf } from './faults-of.ts';

/** Ids and what the updates are, for `--list`. */
export function listed(updates: readonly Update[]): string {
  const width = Math.max(0, ...updates.map(({ id }) => id.length));
  return updates
    .map(({ id, title, breaks }) => {
      const broken = [...new Set(breaks.map(({ invariant }) => invariant))].join(', ');
      return `${id.padEnd(width)}  ${title} (${broken === '' ? 'healthy' : `breaks ${broken}`})`;
    })
    .join('\n');
}

/** A run that has just ended, in a line. `again`: it is made once more, with more accounts or attempts. */
export function endedInWords(update: Update, ended: Ended, again: boolean): string {
  const { seed, thorough, accounts } = ended.asked;
  const by = thorough ? ', thorough' : accounts === undefined ? '' : `, ${accounts} accounts`;
  const name = `${update.id}, seed ${seed}${by}`;
  if ('failed' in ended) return `✘ ${name}: it could not be run: ${ended.failed}`;
  const { verdict, attempts, seconds } = ended;
  const told = `${name}: ${verdict}, ${attempts} attempts in ${Math.round(seconds)} s`;
  const faults = faultsOf(update, ended).map(({ what }) => what);
  if (faults.length === 0) return `✔ ${told}`;
  return `${again ? '…' : '✘'} ${told}; ${faults.join('; ')}${again ? '; again, with more' : ''}`;
}

/** An update with what came of it, in a few lines. */
export function entryInWords({ update, run, byDefault, faults }: Entry): string {
  const mark = faults.length === 0 ? '✔' : '✘';
  const lines = faults.map(({ what }) => `    ${what}`);
  if (run !== null && faults.length > 0) lines.push(`    To see it: ${commandOf(update, run)}`);
  if (run === null || run.first === null) return [`${mark} ${update.id}`, ...lines].join('\n');
  const alone = onlyBy(update, run);
  const by = run.sources.map((one) => (alone.includes(one.by) ? `${one.by} alone` : one.by));
  const { attempts, seconds } = run.first;
  const scope = byDefault ? '' : ', by --thorough only';
  const found = `found by ${by.join(', ')} after ${attempts} attempts, ${seconds.toFixed(1)} s${scope}`;
  return [`${mark} ${update.id}: ${found}`, ...lines].join('\n');
}

function commandOf({ id }: Update, { asked }: { asked: Ended['asked'] }): string {
  const { seed, thorough, parts, accounts } = asked;
  const only = parts.length === 3 ? '' : ` --only ${parts.join(',')}`;
  const few = accounts === undefined ? '' : ` --accounts ${accounts} --strength 2`;
  return `npm run verify -- --update ${id}${only} --seed ${seed}${few}${thorough ? ' --thorough' : ''}`;
}

/** Everything in a line or two. */
export function summaryOf(entries: readonly Entry[], minutes: number): string {
  const faulty = entries.filter(({ update }) => update.breaks.length > 0);
  const healthy = entries.filter(({ update }) => update.breaks.length === 0);
  const right = (those: readonly Entry[]): number =>
    those.filter(({ faults, run }) => run !== null && faults.length === 0).length;
  const first = faulty.flatMap(({ run }) => run?.first?.attempts ?? []).toSorted((a, b) => a - b);
  const middle = first[Math.floor((first.length - 1) / 2)];
  const told = [
    ...(faulty.length > 0
      ? [
          `${right(faulty)} of ${faulty.length} updates that leak were found as they declare themselves, ${faulty.filter(({ byDefault }) => byDefault).length} by default`,
        ]
      : []),
    ...(healthy.length > 0 ? [`${right(healthy)} of ${healthy.length} healthy runs held`] : []),
    ...(middle === undefined
      ? []
      : [`first evidence after ${middle} attempts (median), ${first.at(-1)} at worst`]),
  ];
  return `${told.join('; ')}; ${minutes.toFixed(0)} minutes of runs, of which one a core is made at the same time.`;
}
