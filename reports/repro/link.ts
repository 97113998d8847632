import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { AccountId } from '../../harness/domain/accounts/account.ts';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import { isEndedVariant, isForgedOfOwn } from '../../harness/domain/surfaces/link-variant.ts';
import type { LinkInfo } from '../../harness/domain/surfaces/surface.ts';
import type { Ids } from '../../harness/domain/ledger/thing.ts';
import { quoteShell } from '../escape.ts';

/** How a script gets at an address that stands in another answer of its owner's. */
export type ReproLink = {
  /** Who asks for it. */
  owner: AccountId;
  /** Of the answer that holds it. */
  method: string;
  path: string;
  /** Its JSON path in there; null where a function of the definition finds it. */
  at: string | null;
  /** Values in its query that stay where it is asked without its signature; null where it is asked as it is. */
  unsigned: readonly string[] | null;
  /** Seconds to wait until it has ended; null where it is asked while it lives. */
  wait: number | null;
};

/** Null where it cannot be told in a script: an address with another's signature, or given on another host. */
export function reproLink(
  link: LinkInfo['link'],
  attempt: Attempt,
  about: { owner: AccountId; ids: Ids; bind(template: string): string | null },
): ReproLink | null {
  const [, method, template] = /^([A-Z]+) (\/[^#]*)/s.exec(link.from ?? '') ?? [];
  const path = template === undefined ? null : about.bind(template);
  const asker = attempt.variant === 'asked' ? attempt.viewer : about.owner;
  const isForged = isForgedOfOwn(attempt.variant) || attempt.variant === 'expired-moved';
  const isTold = !isForged && asker !== anonymous;
  if (method === undefined || path === null || !isTold) return null;
  return {
    owner: asker,
    method,
    path,
    at: link.path ?? null,
    unsigned: attempt.variant === 'unsigned' ? Object.values(about.ids) : null,
    wait: isEndedVariant(attempt.variant) ? Math.ceil(link.lasts ?? 0) + 2 : null,
  };
}

/** Reads the owner's answer, and writes the address into a file for `curl --config`. Without a single quote. */
const find = `
const fs = require("node:fs");
const [from, to, base, at, ...keep] = process.argv.slice(1);
let found = process.env.CHAPERONE_LINK;
if (!found) {
  found = JSON.parse(fs.readFileSync(from, "utf8"));
  for (const step of at.replace(/^[$][.]?/, "").split(/[.[\\]]+/).filter(Boolean)) found = found[step];
}
const address = new URL(found, base);
if (keep.length > 0) {
  const pieces = address.search.slice(1).split("&");
  const valueOf = (piece) => decodeURIComponent(piece.replace(/^[^=]*=?/, ""));
  address.search = pieces.filter((piece) => keep.includes(valueOf(piece))).join("&");
}
fs.writeFileSync(to, "url = \\"" + address.href.replace(/["\\\\]/g, "\\\\$&") + "\\"\\n");
if (address.origin !== new URL(base).origin) fs.writeFileSync(to + ".elsewhere", "");
`.trim();

/** Lines that put the address into `$work/link`. `$CHAPERONE_CURL_CONFIG` holds the owner's credentials by then. */
export function findLink({ method, path, at, unsigned, wait }: ReproLink): string[] {
  // A first value keeps an empty list from meaning that nothing is left out.
  const kept = unsigned === null ? [] : ['-', ...unsigned];
  return [
    '# Its address is a credential: it goes from file to file, and onto no command line.',
    ...(at === null
      ? [': "${CHAPERONE_LINK:?set it to the address that the owner was given}"']
      : []),
    `curl --config "$CHAPERONE_CURL_CONFIG" --silent --show-error --fail --globoff --compressed \\`,
    `  --max-time 60 --request ${quoteShell(method)} --output "$work/from" -- "$url"${quoteShell(path)} || {`,
    '  echo "The owner was not given the address." >&2',
    '  exit 2',
    '}',
    `node -e '${find}' "$work/from" "$work/link" "$url"${quoteShell(path)} ${[at ?? '$', ...kept].map(quoteShell).join(' ')} || exit 2`,
    ...(wait === null ? [] : [`sleep ${wait}`]),
  ];
}
