import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs the command that performs the update (`--update-command`), its output on ours. Rejects with its exit
 * code or signal when it fails.
 */
export async function runUpdateCommand(command: string, signal: AbortSignal): Promise<void> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 2, 2], signal });
  const [code, killedBy] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== 0) {
    throw new Error(`the update command ended with ${killedBy ?? `exit code ${code}`}`);
  }
}
