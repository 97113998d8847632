import { anonymous } from '../../harness/domain/accounts/account.ts';
import type { Case } from '../../harness/domain/verdict/case.ts';
import type { ListenInfo } from '../../harness/domain/surfaces/surface.ts';
import { oneLine, quoteShell } from '../escape.ts';
import type { ReportInput } from '../input.ts';
import { howAsked } from '../words/violations/how-asked.ts';
import { cliOf } from '../words/violations/replay.ts';
import { sessionWords, storyTitle } from '../words/violations/story.ts';
import { tracesInWords } from '../words/violations/traces.ts';

/**
 * What to do by hand where something came over a connection, as a POSIX shell script that says so. Whatever a
 * server gave stands in it as a quoted word.
 */
export function listeningScript(input: ReportInput, item: Case, surface: ListenInfo): string {
  const { attempt, recorded } = item.lead;
  const { violation } = item;
  const { ledger, plan } = input;
  const thing = ledger.things.get(attempt.thing ?? '');
  const actor = thing?.owner ?? violation.owner?.account ?? attempt.viewer;
  const ids = { ...ledger.accounts.get(actor)?.ids, ...thing?.ids };
  const env = (account: string, session: string | null) =>
    `${cliOf(plan)} env ${quoteShell(plan.name)} ${quoteShell(account)}${session === null ? '' : ` --session ${quoteShell(session)}`}`;
  const viewer = attempt.viewer === anonymous ? 'nobody' : attempt.viewer;
  const text = recorded?.kind === 'token' ? input.tokenText(recorded.token) : null;
  const steps = [
    `Connect to ${surface.id} as ${viewer}, ${sessionWords(item)}, as the definition says (connect, hello).`,
    ...(attempt.viewer === anonymous
      ? []
      : [`Their headers: ${env(attempt.viewer, attempt.session)}`]),
    ...surface.needs.flatMap((name) =>
      Object.hasOwn(ids, name) ? [`The ${name} to listen to: ${ids[name]}`] : [],
    ),
    ...(attempt.changed === undefined
      ? []
      : [
          'Before that, put a text of the answers to the first step of signing in where the headers, cookies or address of a whole session have theirs.',
        ]),
    ...(attempt.variant === 'kept'
      ? ['Sign out with that session, and leave the connection open.']
      : []),
    `As ${actor}, do what makes something arrive there (the action that the surface names in \`act\`).`,
    `Their headers: ${env(actor, null)}`,
    `It leaked if the first connection tells of it, at ${violation.sighting?.where ?? 'any place'}${text === null ? '' : `: ${text} was seen, and a new one will come`}.`,
  ];
  const title = [
    storyTitle(input, item),
    `violation ${violation.id}, invariant ${violation.invariant}, run ${plan.name}`,
    `how: ${howAsked(item)}`,
    ...tracesInWords(violation),
    'It came over an open connection: curl cannot show it again. Exit code 2: could not be told.',
  ];
  const lines = [
    '#!/bin/sh',
    ...title.map((line) => `# ${oneLine(line)}`),
    ...steps.map((line, index) => `printf '%s\\n' ${quoteShell(oneLine(`${index + 1}. ${line}`))}`),
    'exit 2',
  ];
  return `${lines.join('\n')}\n`;
}
