import { anonymous } from '../../harness/domain/account.ts';
import type { AccountId } from '../../harness/domain/account.ts';
import type { Case } from '../../harness/domain/case.ts';
import { rangeOf } from '../../harness/domain/range-variants.ts';
import { oneLine, quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { cohortWords } from '../words/cohort.ts';
import { semicolons } from '../words/counting.ts';
import { howAsked } from '../words/how-asked.ts';
import { cliOf } from '../words/replay.ts';
import { storyTitle } from '../words/story.ts';
import { findLink } from './link.ts';
import { reproCheck } from './request.ts';
import type { ReproCheck, ReproRequest } from './request.ts';

/** Takes the credentials as a file for `curl --config`, so that none stands on a command line. */
function credentials(run: string, account: AccountId, session: string | null): string[] {
  const which = session === null ? '' : ` --session ${quoteShell(session)}`;
  return [
    '# Prints `export CHAPERONE_CURL_CONFIG=…`: a file (mode 0600) with the account’s headers.',
    `credentials=$($chaperone env ${quoteShell(run)} ${quoteShell(account)}${which}) || {`,
    `  echo "No credentials for this account: were the run's accounts removed already?" >&2`,
    '  exit 2',
    '}',
    'eval "$credentials"',
  ];
}

/** `ask FILE [OPTION…]`: one request, its answer in FILE, its status in $status. */
function ask(request: ReproRequest, check: ReproCheck): string[] {
  const range = rangeOf(request.variant);
  const options = [
    '--silent --show-error --globoff --path-as-is --compressed --max-time 60',
    request.method === 'HEAD' || request.variant === 'head'
      ? '--head'
      : `--request ${quoteShell(request.method)}`,
    ...Object.entries(request.headers).map(
      ([name, value]) => `--header ${quoteShell(`${name}: ${value}`)}`,
    ),
    ...(range === null ? [] : [`--range ${quoteShell(range)}`]),
    // A sighting may be in a header; what is compared byte by byte must be the body alone.
    ...(check.by === 'owner' ? [] : ['--include']),
    ...(hasBody(request)
      ? [`--header 'content-type: application/json' --data-raw "$CHAPERONE_BODY"`]
      : []),
  ];
  return [
    'ask() {',
    '  answer=$1',
    '  shift',
    `  status=$(curl "$@" ${options.join(' \\\n    ')} \\`,
    `    --write-out '%{http_code}' --output "$answer" ${request.link ? '--config "$work/link"' : `-- "$url"${quoteShell(request.path)}`}) || {`,
    '    echo "The deployment could not be asked." >&2',
    '    exit 2',
    '  }',
    '}',
  ];
}

function hasBody({ method, body }: ReproRequest): boolean {
  return body !== '' && !['GET', 'HEAD', 'DELETE'].includes(method);
}

function bodyOf({ body }: ReproRequest): string[] {
  if (body === null) return [': "${CHAPERONE_BODY:?set it to the JSON body of the request}"'];
  return ['[ -n "${CHAPERONE_BODY:-}" ] ||', `  CHAPERONE_BODY=${quoteShell(body)}`];
}

/** Credentials stay on the origin that they are of, as in the run: another port or scheme may be somebody else's. */
const keptHere = ['[ ! -e "$work/link.elsewhere" ] || CHAPERONE_CURL_CONFIG=/dev/null'];

const leaked = ['  echo "LEAKED (HTTP $status)"', '  exit 1'];
const notSeen = ['echo "not seen in this answer (HTTP $status)"', 'exit 0'];

function compare(run: string, check: ReproCheck, isLink: boolean): string[] {
  switch (check.by) {
    case 'text':
      return [
        `if grep -a -q -i -F -e ${quoteShell(check.text)} "$work/answer"; then`,
        ...leaked,
        'fi',
        ...notSeen,
      ];
    case 'owner':
      return [
        '# The same request with the owner’s own session: it leaked if the answers are the same.',
        'viewer_status=$status',
        ...credentials(run, check.owner, null),
        ...(isLink ? keptHere : []),
        'ask "$work/own" --config "$CHAPERONE_CURL_CONFIG"',
        'case $status in 2??) ;; *)',
        '  echo "The owner was refused too (HTTP $status): nothing to compare with." >&2',
        '  exit 2 ;;',
        'esac',
        'status=$viewer_status',
        'if [ -s "$work/own" ] && cmp -s "$work/answer" "$work/own"; then',
        ...leaked,
        'fi',
        ...notSeen,
      ];
    case 'eye':
      return [
        '# There is no text to look for: look yourself (control characters are made visible).',
        'cat -v "$work/answer"',
        'echo',
        'echo "HTTP $status: look for what is not the viewer’s." >&2',
        'exit 2',
      ];
  }
}

function comments(input: ReportInput, item: Case, request: ReproRequest): string[] {
  const { violation } = item;
  const list = input.plan.surfaces.find(({ id }) => id === violation.surface)?.gives === 'list';
  return [
    storyTitle(input, item),
    `violation ${violation.id}, invariant ${violation.invariant}, run ${input.plan.name}`,
    `viewer: ${semicolons(violation.viewer.account, cohortWords(violation.viewer.cohort))}`,
    `how: ${howAsked(item)}`,
    ...(violation.sighting === null
      ? []
      : [`where: ${violation.sighting.where} (${violation.sighting.encoding})`]),
    ...(list ? ['Asks for the first page of the list only.'] : []),
    ...(hasBody(request)
      ? [
          `${request.body === null ? 'Needs' : 'May take'} the request’s JSON body in CHAPERONE_BODY.`,
        ]
      : []),
    'Exit code: 1 leaked, 0 not seen, 2 could not be told.',
    'CHAPERONE_URL asks another address, CHAPERONE is how to call chaperone.',
  ].map((line) => `# ${oneLine(line)}`);
}

/**
 * A script that shows a violation again with curl; null where there is no request to make again. Whatever a server
 * gave stands in it as a quoted word or in a one-line comment.
 */
export function curlScript(
  input: ReportInput,
  item: Case,
  request: ReproRequest | null,
): string | null {
  if (request === null) return null;
  const check = reproCheck(input, item);
  const run = input.plan.name;
  // Without a session there may still be headers that go with every request.
  const secret = request.session !== null || (input.plan.headers ?? []).length > 0;
  const lines = [
    '#!/bin/sh',
    ...comments(input, item, request),
    'set -eu',
    'umask 077',
    `url=\${CHAPERONE_URL:-}`,
    `[ -n "$url" ] || url=${quoteShell(new URL(input.plan.url).origin)}`,
    `chaperone=\${CHAPERONE:-${cliOf(input.plan)}}`,
    ...(hasBody(request) ? bodyOf(request) : []),
    'work=$(mktemp -d)',
    `trap 'rm -rf "$work"' EXIT`,
    `trap 'exit 2' HUP INT TERM`,
    '',
    ...ask(request, check),
    '',
    ...(request.link
      ? [...credentials(run, request.link.owner, null), ...findLink(request.link), '']
      : []),
    ...(secret
      ? credentials(run, request.session === null ? anonymous : request.viewer, request.session)
      : []),
    ...(request.link && secret ? keptHere : []),
    `ask "$work/answer"${secret ? ' --config "$CHAPERONE_CURL_CONFIG"' : ''}`,
    '',
    ...compare(run, check, request.link !== null),
  ];
  return `${lines.join('\n')}\n`;
}
