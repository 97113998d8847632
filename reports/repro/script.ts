import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { Case } from '../../harness/domain/verdict/case.ts';
import { oneLine, quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { cohortWords } from '../words/causes/cohort.ts';
import { semicolons } from '../words/counting.ts';
import { howAsked } from '../words/violations/how-asked.ts';
import { cliOf } from '../words/violations/replay.ts';
import { storyTitle } from '../words/violations/story.ts';
import { tracesInWords } from '../words/violations/traces.ts';
import { credentials, sessionOptions } from './credentials.ts';
import { findLink } from './link.ts';
import { ask, hasBody, sendsForm } from './asking.ts';
import { reproCheck } from './request.ts';
import type { ReproCheck, ReproRequest } from './request.ts';
import { seek } from './seek.ts';

/** The body that a request is asked with. On later pages of a list it may be another. */
const ours = 'body=$CHAPERONE_BODY';

function bodyOf({ body }: ReproRequest): string[] {
  if (body === null) return [': "${CHAPERONE_BODY:?set it to the body of the request}"', ours];
  return ['[ -n "${CHAPERONE_BODY:-}" ] ||', `  CHAPERONE_BODY=${quoteShell(body)}`, ours];
}

/** Credentials stay on the origin that they are of, as in the run: another port or scheme may be somebody else's. */
const keptHere = ['[ ! -e "$work/link.elsewhere" ] || CHAPERONE_CURL_CONFIG=/dev/null'];

export const leaked = ['  echo "LEAKED (HTTP $status)"', '  exit 1'];
export const notSeen = ['echo "not seen in this answer (HTTP $status)"', 'exit 0'];

function compare(run: string, check: ReproCheck, about: About): string[] {
  switch (check.by) {
    case 'signs':
      return [
        `if look ask${about.options}; then`,
        '  cat -v "$work/where" >&2',
        ...leaked,
        'fi',
        ...cannotTell(about),
        ...control(run, check, about),
      ];
    case 'owner':
      return [
        `ask "$work/answer"${about.options}`,
        ...cannotTell(about),
        '# The same request with the owner’s own session: it leaked if the answers are the same.',
        'viewer_status=$status',
        ...credentials(run, check.owner),
        ...(about.isLink ? keptHere : []),
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
        `ask "$work/answer"${about.options}`,
        '# There is no text to look for: look yourself (control characters are made visible).',
        'cat -v "$work/answer"',
        'echo',
        'echo "HTTP $status: look for what is not the viewer’s." >&2',
        'exit 2',
      ];
  }
}

/** How the viewer asks: options of curl, whether by a link, and with a session that is to be open. */
type About = { options: string; isLink: boolean; isSignedIn: boolean };

/** Ends where the answer says nothing of who may see what. */
function cannotTell({ isSignedIn }: About): string[] {
  const expired = [
    '401) cannot_tell "the viewer seems not to be signed in any more" ;;',
    '3??) ! grep -a -q -i -E "^location:.*(log-?in|sign-?in)" "$work/answer" ||',
    '  cannot_tell "the viewer is sent to sign in" ;;',
  ];
  return [
    'case $status in',
    '5??|429) cannot_tell "the deployment failed" ;;',
    ...(isSignedIn ? expired : []),
    'esac',
  ];
}

/** Not seen is only a cure where the owner still sees it: the run, or somebody since, may have changed it. */
function control(
  run: string,
  check: Extract<ReproCheck, { by: 'signs' }>,
  { isLink }: About,
): string[] {
  const seenByNobody =
    'cannot_tell "the owner’s own answer holds no sign either: was it changed or removed?"';
  // The owner was given the address just now.
  if (isLink)
    return ['case $status in 2??) cannot_tell "the answer holds no sign" ;; esac', ...notSeen];
  if (check.control === null) return ['cannot_tell "nothing shows that the owner still has it"'];
  return [
    '# What is looked for must still be there: the owner asks.',
    'viewer_status=$status',
    ...credentials(run, check.control.owner),
    `address="$url"${quoteShell(check.control.path)}`,
    ...(hasBody(check.control)
      ? [check.control.body === null ? ours : `body=${quoteShell(check.control.body)}`]
      : []),
    'if look ask_own --config "$CHAPERONE_CURL_CONFIG"; then',
    '  status=$viewer_status',
    ...notSeen.map((line) => `  ${line}`),
    'fi',
    seenByNobody,
  ];
}

/** `look ASK [OPTION…]` asks, page by page, and tells whether a sign was seen. */
function look({ texts, pages }: Extract<ReproCheck, { by: 'signs' }>, isForm: boolean): string[] {
  return [
    `seek=${quoteShell(seek)}`,
    '# What is known to be the owner’s, and not for the viewer: any of it is a leak.',
    `printf '%s\\n' ${texts.map(quoteShell).join(' ')} >"$work/signs"`,
    'look() {',
    '  asking=$1',
    '  shift',
    ...(pages === null ? [] : ['  rm -rf "$work/pages"', '  mkdir "$work/pages"']),
    '  page=1',
    '  while :; do',
    '    "$asking" "$work/answer" "$@"',
    '    seen=0',
    '    node -e "$seek" "$work/answer" "$work/signs" 2>"$work/where" || seen=$?',
    '    case $seen in',
    '    10) return 0 ;;',
    '    0) ;;',
    '    *) cannot_tell "the answer could not be looked into" ;;',
    '    esac',
    ...(pages === null ? ['    return 1'] : followPages(pages, isForm)),
    '  done',
    '}',
  ];
}

/** Goes to the next page as a run does: `next` finds it from all answers so far. What it tried in vain is no page. */
function followPages(next: string, isForm: boolean): string[] {
  return [
    '    if [ "$page" = 1 ]; then',
    '      case $status in 2??) ;; *) return 1 ;; esac',
    '      first_status=$status',
    '    fi',
    `    printf '%s' "$address" >"$work/pages/$page.url"`,
    ...(isForm ? [] : [`    printf '%s' "\${body:-}" >"$work/pages/$page.json"`]),
    '    cp "$work/answer" "$work/pages/$page.answer"',
    `    next=$($chaperone ${next}) ||`,
    '      cannot_tell "it is not known whether there are more pages, or where"',
    '    if [ -z "$next" ]; then',
    '      status=$first_status',
    '      return 1',
    '    fi',
    '    page=$((page + 1))',
    '    [ "$page" -le 100 ] || cannot_tell "there are more than 100 pages"',
    '    address=$(printf "%s\\n" "$next" | sed -n 1p)',
    '    more=$(printf "%s\\n" "$next" | sed -n 2p)',
    isForm ? '    body=' : '    [ -z "$more" ] || body=$more',
  ];
}

function comments(input: ReportInput, item: Case, request: ReproRequest): string[] {
  const { violation } = item;
  return [
    storyTitle(input, item),
    `violation ${violation.id}, invariant ${violation.invariant}, run ${input.plan.name}`,
    `viewer: ${semicolons(violation.viewer.account, cohortWords(violation.viewer.cohort))}`,
    `how: ${howAsked(item)}`,
    ...tracesInWords(violation),
    ...(violation.sighting === null
      ? []
      : [`where: ${violation.sighting.where} (${violation.sighting.encoding})`]),
    ...(item.lead.attempt.probe === 'ended-sessions'
      ? [
          'The run signed this very session out: a sign-out that is mended since then does not end it. End such sessions, too.',
        ]
      : []),
    ...(hasBody(request)
      ? [`${request.body === null ? 'Needs' : 'May take'} the request’s body in CHAPERONE_BODY.`]
      : []),
    'Exit code: 1 leaked, 0 not seen, 2 could not be told.',
    'CHAPERONE_URL asks another address, CHAPERONE is how to call chaperone.',
  ].map((line) => `# ${oneLine(line)}`);
}

/** The owner's own request, as the surface says. */
function askOwn(
  check: Extract<ReproCheck, { by: 'signs' }>,
  { isForm = false }: ReproRequest,
): string[] {
  if (check.control === null) return [];
  const { method, body } = check.control;
  return ask('ask_own', { method, body, isForm, variant: 'plain', headers: {}, link: null }, check);
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
  const check = reproCheck(input, item, request);
  const run = input.plan.name;
  // Without a session there may still be headers that go with every request.
  const secret = request.session !== null || (input.plan.headers ?? []).length > 0;
  const about = {
    options: secret ? ' --config "$CHAPERONE_CURL_CONFIG"' : '',
    isLink: request.link !== null,
    isSignedIn: request.session !== null && item.lead.attempt.sessionState === 'open',
  };
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
    'cannot_tell() {',
    '  echo "Cannot tell: $1 (HTTP $status)." >&2',
    '  exit 2',
    '}',
    ...ask('ask', request, check),
    ...(check.by === 'signs'
      ? [...askOwn(check, request), ...look(check, sendsForm(request))]
      : []),
    '',
    ...(request.link
      ? [...credentials(run, request.link.owner), ...findLink(request.link), '']
      : []),
    ...(secret
      ? credentials(
          run,
          request.session === null ? anonymous : request.viewer,
          sessionOptions(input.plan, { session: request.session, probe: item.lead.attempt.probe }),
        )
      : []),
    ...(request.link && secret ? keptHere : []),
    `address="$url"${quoteShell(request.path)}`,
    ...compare(run, check, about),
  ];
  return `${lines.join('\n')}\n`;
}
