import type { AccountId } from '../../../harness/domain/accounts/account.ts';
import type { Attempt } from '../../../harness/domain/attempts/attempt.ts';
import { ownerOfToken } from '../../../harness/domain/ledger/ledger.ts';
import type { Sighting } from '../../../harness/domain/attempts/sighting.ts';
import type { ReportInput } from '../../input.ts';
import { roleOf } from '../people.ts';
import type { Story } from '../violations/stories.ts';
import type { ToldCause } from '../causes/told-causes.ts';

/** An attempt with the shape of its answer. */
export type ShapedAttempt = Attempt & { shape: NonNullable<Attempt['shape']> };

/** The answer that shows a violation. */
export type ShownAnswers = {
  shown: ShapedAttempt;
  /** Whose data its viewer received without a right to it; null among these: nobody's whom the run knows. */
  owners: ReadonlySet<AccountId | null>;
  /** What came in its place before the update; null where it was no better then, or was not kept. */
  before: ShapedAttempt | null;
};

/** What there is to look at of a cause, of the first of its stories of which a shape was kept. Null where none was. */
export function answersToShow(input: ReportInput, told: ToldCause): ShownAnswers | null {
  for (const story of told.stories) {
    const ownersOf = (viewer: AccountId) => ownersReceived(told, viewer);
    const shaped = casesOf(story)
      .flatMap(({ attempts }) => attempts)
      .filter(isShaped);
    const shown =
      shaped.find((attempt) => shows(input, attempt, ownersOf(attempt.viewer))) ?? shaped[0];
    if (shown === undefined) continue;
    const wasSeenBefore = casesOf(story).some(({ violation }) =>
      violation.phases.includes('before-update'),
    );
    const before = wasSeenBefore ? null : answerBefore(input, shown);
    return { shown, owners: ownersOf(shown.viewer), before };
  }
  return null;
}

function casesOf({ lead, others }: Story) {
  return [lead, ...others];
}

function isShaped(attempt: Attempt): attempt is ShapedAttempt {
  return attempt.shape !== undefined;
}

function ownersReceived({ cases }: ToldCause, viewer: AccountId): Set<AccountId | null> {
  const received = cases.flatMap((item) => item.received).filter((one) => one.viewer === viewer);
  const owners = cases
    .filter(({ violation }) => violation.viewer.account === viewer)
    .map(({ violation }) => violation.owner?.account ?? null);
  return new Set([...received.flatMap((one) => one.owners), ...owners]);
}

/** The account that a sighting is of; null: nobody that the run knows. */
export function accountSeen({ ledger }: ReportInput, sighting: Sighting): AccountId | null {
  return 'token' in sighting ? ownerOfToken(ledger, sighting.token) : sighting.account;
}

function shows(
  input: ReportInput,
  { shape, sightings }: ShapedAttempt,
  owners: ReadonlySet<AccountId | null>,
): boolean {
  return shape.text.some((piece) => {
    const sighting = typeof piece === 'number' ? sightings[piece] : undefined;
    return sighting !== undefined && owners.has(accountSeen(input, sighting));
  });
}

/** What the same question was answered before the update: to the viewer, or to somebody of the same role. */
function answerBefore(input: ReportInput, shown: ShapedAttempt): ShapedAttempt | null {
  if (shown.phase !== 'after-update' || !input.plan.update.expected) return null;
  const alike = (input.shaped ?? [])
    .filter(isShaped)
    .filter((one) => one.phase === 'before-update' && kindOf(input, one) === kindOf(input, shown));
  // Where something was refused, a grant tells the difference.
  const worth = ({ outcome, viewer, variant }: Attempt): number =>
    (shown.outcome !== 'granted' && outcome === 'granted' ? 4 : 0) +
    (viewer === shown.viewer ? 2 : 0) +
    (variant === shown.variant ? 1 : 0);
  return alike.toSorted((a, b) => worth(b) - worth(a))[0] ?? null;
}

/** What was asked for, as whom: what attempts on either side of an update must have in common to be compared. */
function kindOf(input: ReportInput, attempt: Attempt): string {
  const { surface, viewer, sessionState, thing } = attempt;
  const isOwn = thing !== null && input.ledger.things.get(thing)?.owner === viewer;
  const whose = thing === null ? 'list' : isOwn ? 'own' : 'foreign';
  return [surface, roleOf(input, viewer), sessionState, whose].join('\n');
}
