import { leftOutInWords } from '../../../domain/attempts/left-out.ts';
import type { ExaminedEvidence } from '../../evidence/examined-evidence.ts';
import { keyOf } from '../../evidence/keys.ts';
import { pathKey } from '../../evidence/signs/path-key.ts';

/** What bounds left out of what a surface showed in the judged phase, in words with its figures, by place. */
export function leftOut({
  history: { facts },
  phase,
}: Pick<ExaminedEvidence, 'history' | 'phase'>): { surface: string; why: string; where: string }[] {
  const found = facts
    .filter((fact) => fact.fact === 'left-out')
    .filter((fact) => fact.phase === phase);
  const byBound = Map.groupBy(found, ({ surface, what, most }) => keyOf(surface, what, `${most}`));
  return [...byBound.values()].flatMap((entries) => {
    const count = Math.max(...entries.map((entry) => entry.count));
    return entries.map(({ surface, what, most, where }) => ({
      surface,
      why: `no more than ${inWords(most)} ${leftOutInWords[what]} are looked at: ${inWords(count)} or more of one answer were left out`,
      where: pathKey(where),
    }));
  });
}

function inWords(number: number): string {
  return number.toLocaleString('en');
}
