import { runProcess } from './parts/processes.ts';

/**
 * Runs the command that performs the update (`--update-command`). Its output goes to our standard error. Rejects when
 * it is interrupted or fails; the error names its exit code or signal.
 */
export async function runUpdateCommand(command: string, signal: AbortSignal): Promise<void> {
  const { code, killedBy } = await runProcess(command, [], {
    shell: true,
    stdio: ['ignore', 2, 2],
    signal,
  });
  if (signal.aborted) throw new Error('the deployment may be half updated');
  if (code !== 0)
    throw new Error(`the update command ended with ${killedBy ?? `exit code ${code}`}`);
}
