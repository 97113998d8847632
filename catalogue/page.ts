import { updatesByKind } from '../clinic/updates/index.ts';
import { probesFor } from '../harness/exercise/probes/catalogue.ts';
import type { Cohort } from '../harness/index.ts';
import { fewAccounts, onlyBy } from './catalogued.ts';
import type { Entry } from './catalogued.ts';
import { inWords } from './faults-of.ts';
import { table } from './table.ts';
import { summaryOf } from './words.ts';

const head = `# The catalogue

Each row is an update of the reference clinic that leaks, most in the manner of what really happened somewhere. \`npm run catalogue\` takes a fresh clinic through each of them, looks what finds it, and writes this page. It exits with 1 where an update is not found as it declares itself: its invariants, for its accounts, and no other.

_Found by_: what brought evidence. In **bold**: alone, since nothing is found when the same history is judged without its attempts. _Attempts_ and _seconds_ are those from the update to the first evidence. _Default_: whether the sweep of \`verify\` finds it, by ${fewAccounts} accounts or by as many as it has (\`--strength 2 --accounts ${fewAccounts}\` comes first, since it is quicker); where it does not, \`--thorough\` was needed.`;

/** docs/catalogue.md. */
export function page(
  entries: readonly Entry[],
  { seed, minutes }: { seed: number; minutes: number },
): string {
  const byId = new Map(entries.map((entry) => [entry.update.id, entry]));
  const sections = Object.entries(updatesByKind).flatMap(([kind, updates]) => {
    const rows = updates.flatMap(({ id }) => byId.get(id) ?? []);
    return rows.length === 0 ? [] : [`## ${capital(kind)}\n\n${tableOf(rows)}`];
  });
  const unlike = entries.filter(({ faults }) => faults.length > 0);
  const open = unlike.flatMap(({ update, faults }) =>
    faults.map(({ what }) => `- \`${update.id}\`: ${what}`),
  );
  return [
    head,
    `${summaryOf(entries, minutes)} Seed ${seed}.`,
    ...(open.length > 0 ? [`## Not as declared\n\n${open.join('\n')}`] : []),
    ...sections,
    `## What only one probe finds\n\n${probesTable(entries)}`,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function tableOf(entries: readonly Entry[]): string {
  const names = ['update', 'found by', 'breaks', 'for whom', 'attempts', 'seconds', 'default'];
  return table(
    names,
    entries.map((entry) => {
      const { update, run, byDefault } = entry;
      const breaks = [...new Set(update.breaks.map(({ invariant }) => invariant))];
      return [
        `\`${update.id}\`: ${update.title}`,
        run === null ? 'could not be run' : foundBy(entry),
        breaks.map((id) => `\`${id}\``).join(', '),
        whom(update.breaks.map(({ cohort }) => cohort)),
        String(run?.first?.attempts ?? '–'),
        run?.first?.seconds.toFixed(1) ?? '–',
        byDefault ? 'yes' : 'no',
      ];
    }),
  );
}

function foundBy({ update, run }: Entry): string {
  if (run === null || run.sources.length === 0) return 'nothing';
  const alone = onlyBy(update, run);
  return run.sources
    .map(({ by }) => (alone.includes(by) ? `**\`${by}\`**` : `\`${by}\``))
    .join(', ');
}

function whom(cohorts: readonly Cohort[]): string {
  return [...new Set(cohorts.map(inWords))].join('; ');
}

/** Why nothing is found by a probe alone, of those of which nothing can be. */
const none: Readonly<Record<string, string>> = {
  shares: 'none: it opens what `former-access` tries, and `foreign-ids` asks for that as well',
  'lingering-sessions': 'none: the clinic’s definition has no `signOut.within`',
  'renewed-after-sign-out': 'none: the clinic’s definition has no `accounts.renew`',
};

function probesTable(entries: readonly Entry[]): string {
  const alone = entries.flatMap(({ update, run }) =>
    run === null ? [] : onlyBy(update, run).map((by) => ({ by, id: update.id })),
  );
  const ids = [...new Set([...probesFor({}).map(({ id }) => id), ...alone.map(({ by }) => by)])];
  const of = (probe: string): string[] =>
    alone.flatMap(({ by, id }) => (by === probe ? [`\`${id}\``] : []));
  return table(
    ['probe', 'updates that nothing else finds'],
    ids.map((probe) => [`\`${probe}\``, of(probe).join(', ') || (none[probe] ?? 'none yet')]),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
