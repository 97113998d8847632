import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AccountView, Embedded } from '../../harness/index.ts';

const program = fileURLToPath(new URL('server/main.mjs', import.meta.url));

/** How many patients an update concerns that breaks something. */
const howMany = 2;

/** What an update may break: places where the server then shows everybody what is two patients'. */
const breaks = [['search'], ['binary'], ['revinclude'], ['binary', 'revinclude']] as const;

/** Whose resources such an update can open, by account: the definition adds them. */
export const owners = new Map<string, AccountView>();

/**
 * The server as a deployment that Chaperone starts and updates itself. The update makes it the next release;
 * `break-search`, `break-binary`, `break-revinclude` and `break-binary-and-revinclude` also forget, in these places, to ask
 * whose something is, for what two of the `owners` have.
 */
export const fhirServer: Embedded = {
  updates: [
    { id: 'next-release', title: 'the next release' },
    ...breaks.map((places) => ({
      id: `break-${places.join('-and-')}`,
      title: `the next release, whose ${places.join(' and ')} shows what is two patients’ to everybody`,
    })),
  ],
  async start() {
    const server = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const { url } = await told<{ url: string }>(server);
    return {
      url,
      async update(id) {
        const places = breaks.find((names) => id === `break-${names.join('-and-')}`);
        const chosen = [...owners.values()]
          .toSorted((one, other) => one.id.localeCompare(other.id))
          .slice(0, howMany);
        const patients = chosen.map(({ ids }) => ids['patient']);
        server.send({ release: 2, ...(places === undefined ? {} : { places, patients }) });
        await told(server);
        if (places === undefined) return;
        const names = chosen.map((owner) => owner.id).join(' and ');
        process.stderr.write(`Opened by ${places.join(' and ')}: what is of ${names}.\n`);
      },
      async stop() {
        if (server.exitCode !== null || server.signalCode !== null) return;
        const closed = once(server, 'close');
        server.kill();
        await closed;
      },
    };
  },
};

/** The next message of the server. */
async function told<Message>(server: ChildProcess): Promise<Message> {
  const ended = once(server, 'close').then(() => {
    throw new Error('the server ended: is `npm ci` done in examples/fhir-r4?');
  });
  const [message] = (await Promise.race([once(server, 'message'), ended])) as [Message];
  return message;
}
