import type { Left } from '../../run/remove-seeded.ts';

/** Most accounts that a line names. */
const named = 20;

/** What is left on a deployment, in lines that say why; none where nothing is. */
export function leftInWords({ accounts, mayExist, thingsThatMayExist }: Left): string[] {
  const reasons = Map.groupBy(accounts, ({ why }) => why);
  const lines = [...reasons].map(([why, some]) => `  ${idsOf(some)}: ${why}`);
  return [
    ...(lines.length > 0 ? ['Left on the deployment:', ...lines] : []),
    ...mayExist
      .slice(0, named)
      .map(({ email, why }) => `May exist: an account with the e-mail ${masked(email)} (${why})`),
    ...(mayExist.length > named ? [`and ${mayExist.length - named} more that may exist`] : []),
    ...thingsInWords(thingsThatMayExist),
  ];
}

/** The deployment did not say whether it made them, so their ids are not known. */
function thingsInWords(things: Left['thingsThatMayExist']): string[] {
  const whose = (email: string) => (email === '' ? '' : `, with the e-mail ${masked(email)}`);
  const lines = things
    .slice(0, named)
    .map(
      ({ account, email, at }) =>
        `May exist: a consultation of ${account}${whose(email)} (asked for at ${new Date(at).toISOString()}, and not answered)`,
    );
  const more = things.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more consultations that may exist`] : lines;
}

function idsOf(some: readonly { id: string }[]): string {
  const ids = some.slice(0, named).map(({ id }) => id);
  return `${ids.join(', ')}${some.length > named ? ` and ${some.length - named} more` : ''}`;
}

/** Enough to find it in the deployment's administration, and no more. */
function masked(email: string): string {
  const [name = '', host = ''] = email.split('@');
  return `${name.slice(0, 6)}\u2026@${host}`;
}
