import type { AcceptedKind } from '../../harness/domain/plan.ts';
import type { Verdict } from '../../harness/domain/verdict/verdict.ts';
import type { ReportInput } from '../input.ts';
import { count, semicolons } from './counting.ts';
import { stories } from './violations/stories.ts';
import { andOthers, storyTitle } from './violations/story.ts';

type Accepted = Verdict['accepted'][number];

const kinds: Readonly<Record<AcceptedKind, string>> = {
  gap: 'Accepted gap',
  finding: 'Accepted finding',
  uncovered: 'Accepted without a surface',
  opened: 'Accepted opening',
  blind: 'Accepted though blind',
};

/** What somebody admits, in words: what it is, why with what was seen of it, and by whom until when. */
export type AcceptedWords = { label: string; surface: string; why: string; end: string };

/** All that the definition admits, which every report tells first. */
export function acceptedInWords(input: ReportInput): readonly AcceptedWords[] {
  return input.verdict.accepted.map((accepted) => {
    const { what, surface, reason, by, until, expired } = accepted;
    return {
      label: kinds[what],
      surface,
      why: semicolons(
        reason,
        what === 'finding' ? seen(input, accepted) : '',
        what === 'blind' && !isBlind(input, surface)
          ? 'no planted leak would have passed there in this run'
          : '',
      ),
      end: `${by}, ${expired ? 'expired on' : 'until'} ${until}`,
    };
  });
}

/** Whether a planted leak would pass on a surface, as far as the run tells; true where it planted none there. */
function isBlind({ verdict: { sensitivity } }: ReportInput, id: string): boolean {
  const here = sensitivity?.surfaces.find(({ surface }) => surface === id);
  return here === undefined || here.planted === 0 || here.blind.length > 0;
}

/** What the run saw of a finding. Once it has expired, it is told with the other violations. */
function seen(input: ReportInput, { surface, ids, expired, violations }: Accepted): string {
  if (violations === 0) return 'not seen in this run: take it out of accept';
  if (expired) return `seen again: ${count(violations, 'violation')}`;
  const cases = input.acceptedCases.filter(
    ({ violation }) =>
      violation.surface === surface &&
      (ids.includes(violation.finding) || ids.includes(violation.id)),
  );
  const [first] = stories({ ...input, cases });
  return first === undefined ? '' : `${storyTitle(input, first.lead)}${andOthers(first)}`;
}

/** How many findings are admitted that this run saw. */
export function findingsSeen({ verdict }: ReportInput): number {
  return new Set(verdict.acceptedViolations.map(({ finding }) => finding)).size;
}
