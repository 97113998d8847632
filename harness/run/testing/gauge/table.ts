import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Sighting } from '../../../domain/attempts/sighting.ts';

/** A Markdown table, with one line for each row. Bars in cells are escaped. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeBars).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
    .map((one) => `${one}\n`)
    .join('');
}

const escapeBars = (text: string) => text.replaceAll('|', '\\|');

/** Describes an attempt in a cell: its outcome, the number of sightings in each row, and the sightings. */
export function cellOf(attempt: Attempt | null): string {
  if (attempt === null) return 'cannot carry it';
  const { outcome, why, status, items, truncated, digests, sightings } = attempt;
  const rows =
    items === null
      ? 'no rows'
      : `rows with ${JSON.stringify(items.map((item) => item.sightings.length))}`;
  const extra = [
    ...(truncated ? ['truncated'] : []),
    ...(digests.length > 0 ? ['digests'] : []),
    ...(items?.some(({ told }) => told !== undefined) ? [toldInWords(attempt)] : []),
    ...(items?.some(({ whole }) => whole !== undefined) ? ['rows known as a whole'] : []),
  ];
  const parts = [
    `**${outcome}**${why === undefined ? '' : ` (${why})`}, ${status}`,
    rows,
    ...extra,
  ];
  return [parts.join(', '), ...sightings.map(inWords)].join('<br>');
}

/** Rows within an answer that is not described as a list: how many are the viewer's, and how many are others'. */
export function toldInWords({ items }: Attempt): string {
  const told = (items ?? []).flatMap((item) => (item.told === undefined ? [] : [item.told.mine]));
  const mine = told.filter((isMine) => isMine).length;
  return `told: ${mine} of the viewer, ${told.length - mine} of others`;
}

export function inWords(sighting: Sighting): string {
  const { where, encoding } = sighting;
  return `${whatOf(sighting)} at \`${where}\`${encoding === 'plain' ? '' : ` in ${encoding}`}`;
}

function whatOf(sighting: Sighting): string {
  if (sighting.kind === 'token' || sighting.kind === 'frame')
    return `${sighting.kind} of a${sighting.token.account}`;
  const name = sighting.kind === 'unique' ? sighting.field : sighting.name;
  return `${sighting.kind} ${name} of ${sighting.account}`;
}
