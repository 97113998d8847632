import type { Definition } from '../deployment/definition.ts';
import { UsageError } from '../domain/errors.ts';
import { waitUntil } from '../exercise/state/wait-until.ts';
import { openWorker } from '../exercise/worker/open-worker.ts';
import { openJournal, secretsFolder } from './folder/journal-of-run.ts';
import { assertSameDeployment } from './folder/resume-run.ts';
import { readPlan } from './folder/run-folder.ts';
import { recallAll } from './folder/secrets-of-run.ts';
import { temporaryFolder } from './folder/temporary-folder.ts';

/** What is done with a session, so that a script can show again what it still gives. */
export type SessionDeed = 'sign in' | 'sign out' | 'renew after sign-out';

/**
 * Does with a session of an account what a run does: signs in anew where none is given, signs out and waits until the
 * session may no longer live on, and tries to renew it. The session is kept with the run's secrets. Resolves with its id.
 * @param session an open one of the run; null: a new one
 */
export async function sessionAgain(
  folder: string,
  definition: Definition,
  {
    account: id,
    session: given,
    deed,
  }: { account: string; session: string | null; deed: SessionDeed },
): Promise<string> {
  const plan = await readPlan(folder);
  // One that was started for a run has no address of its own.
  if (definition.embedded === undefined) assertSameDeployment(plan, definition);
  const { handOver } = await recallAll(folder);
  const journal = await openJournal(secretsFolder(folder), 'again');
  // What a script does is no evidence, so it is not written to the run's history.
  const scratch = temporaryFolder('again');
  try {
    const worker = await openWorker({
      folder: scratch.path,
      plan,
      definition: { ...definition, url: plan.url },
      inherit: handOver,
      journal,
      name: 'again',
      part: 'sweep',
      phase: 'after-update',
      firstAccount: 0,
    });
    try {
      const account = worker.accounts.find((one) => one.id === id);
      if (account === undefined)
        throw new UsageError(`The run has no account ${id}.`, known(worker));
      const session =
        given === null
          ? await worker.signIn(account)
          : worker.sessions.find((one) => one.id === given && one.account.id === id);
      if (session === undefined)
        throw new UsageError(`The run holds no session ${given} of ${id}.`, 'Leave --session out.');
      if (deed === 'sign in') return session.id;
      const ended = await worker.signOut(session);
      await waitUntil(worker, ended.livesUntil ?? 0, () => undefined);
      if (deed === 'renew after sign-out') await worker.renewEnded(ended);
      return session.id;
    } finally {
      await worker.close();
    }
  } finally {
    scratch.remove();
    journal.close();
  }
}

function known({ accounts }: { accounts: readonly { id: string }[] }): string {
  return `Choose one of: ${accounts
    .slice(0, 20)
    .map(({ id }) => id)
    .join(', ')}.`;
}
