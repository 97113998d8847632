import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { Case } from '../../harness/domain/verdict/case.ts';
import type { ListenInfo } from '../../harness/domain/surfaces/surface.ts';
import { oneLine, quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { howAsked } from '../words/violations/how-asked.ts';
import { cliOf, definitionOptions } from '../words/violations/replay.ts';
import { storyTitle } from '../words/violations/story.ts';
import { tracesInWords } from '../words/violations/traces.ts';
import { listen } from './listen.ts';
import { boundPath, idsOf } from './request.ts';
import { credentials, sessionOptions } from './credentials.ts';
import { leaked, notSeen } from './script.ts';
import { signsOf } from './signs.ts';

/**
 * A script that listens as the viewer and as the owner, with Node; somebody (or the command in CHAPERONE_ACT) does what
 * makes something arrive. A session that the run signed out while it listened is signed out here, too. Null where
 * nothing is known to listen for.
 */
export function listenScript(input: ReportInput, item: Case, surface: ListenInfo): string | null {
  const { attempt, owner } = item.lead;
  const { plan, ledger } = input;
  if (owner === null || attempt.changed !== undefined) return null;
  const isOwn = owner === attempt.viewer;
  // What an open session of one's own hears is no leak.
  if (isOwn && attempt.sessionState === 'open') return null;
  const leaves = attempt.variant === 'kept';
  // What a POST asks for stands in its body, which the script does not send.
  const template = /^GET (\/[^#]*)/s.exec(surface.id)?.[1];
  const [thing] = (ledger.thingsOf.get(owner) ?? []).toSorted(
    (a, b) => Number(b.id === attempt.thing) - Number(a.id === attempt.thing),
  );
  const ids = { ...ledger.accounts.get(owner)?.ids, ...thing?.ids };
  const viewerIds = idsOf(input, attempt);
  const paths = [viewerIds, ids].map((bindings) =>
    template === undefined ? null : boundPath(template, bindings),
  );
  const [viewerPath, ownerPath] = paths;
  if (typeof viewerPath !== 'string' || typeof ownerPath !== 'string') return null;
  const signs = signsOf(input, item, [viewerPath, ...Object.values(viewerIds)].join('\n'));
  if (signs.length === 0) return null;
  // A WebSocket is answered 101, an event stream 200.
  const kind = attempt.status === 101 || attempt.status === null ? 'websocket' : 'events';
  const isNobody = attempt.viewer === anonymous;
  const config = (name: string) => [`${name}=$CHAPERONE_CURL_CONFIG`];
  const chosen = definitionOptions(plan);
  const signOut = `env ${quoteShell(plan.name)} ${quoteShell(attempt.viewer)} --signed-out${chosen}`;
  const leaving = [
    '# The session is signed out once its connection is open, which is left open.',
    `CHAPERONE_LEAVE="$chaperone "${quoteShell(signOut)}" --session $CHAPERONE_SESSION"`,
    'export CHAPERONE_LEAVE',
  ];
  const title = [
    storyTitle(input, item),
    `violation ${item.violation.id}, invariant ${item.violation.invariant}, run ${plan.name}`,
    `how: ${howAsked(item)}`,
    ...tracesInWords(item.violation),
    'Exit code: 1 leaked, 0 not seen, 2 could not be told.',
    'CHAPERONE_ACT is a shell command by which the owner makes something arrive; or do it by hand.',
    'CHAPERONE_HELLO is sent first, where the definition has `hello`. CHAPERONE_WAIT: seconds (60).',
    'CHAPERONE_URL asks another address, CHAPERONE is how to call chaperone.',
  ];
  const lines = [
    '#!/bin/sh',
    ...title.map((line) => `# ${oneLine(line)}`),
    'set -eu',
    'umask 077',
    `url=\${CHAPERONE_URL:-}`,
    `[ -n "$url" ] || url=${quoteShell(new URL(plan.url).origin)}`,
    `chaperone=\${CHAPERONE:-${cliOf(plan)}}`,
    'work=$(mktemp -d)',
    `trap 'rm -rf "$work"' EXIT`,
    `trap 'exit 2' HUP INT TERM`,
    `printf '%s\\n' ${signs.map(quoteShell).join(' ')} >"$work/signs"`,
    ...(isNobody && (plan.headers ?? []).length === 0
      ? ['viewer=/dev/null']
      : [
          ...credentials(
            plan.name,
            attempt.viewer,
            leaves ? ` --new${chosen}` : isNobody ? '' : sessionOptions(plan, attempt),
          ),
          ...config('viewer'),
          ...(leaves ? leaving : []),
        ]),
    ...credentials(plan.name, owner),
    ...config('owner'),
    `echo "Listening: as ${owner}, do what makes something arrive there." >&2`,
    'heard=0',
    `node -e ${quoteShell(listen)} ${kind} "$work/signs" "$viewer" "$url"${quoteShell(viewerPath)} "$owner" "$url"${quoteShell(ownerPath)} || heard=$?`,
    'status=open',
    'case $heard in',
    '10)',
    ...leaked,
    '  ;;',
    '11)',
    ...notSeen.map((line) => `  ${line}`),
    '  ;;',
    'esac',
    'echo "Cannot tell: nothing of the owner’s arrived, not even where it should." >&2',
    'exit 2',
  ];
  return `${lines.join('\n')}\n`;
}
