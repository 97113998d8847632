import type { AccountView, Embedded } from '../../harness/index.ts';
import { openToAnyAgent } from './open-to-any-agent.ts';
import { startSolidServer } from './server.ts';

/** How many of the pods an update opens that breaks something. */
const howMany = 2;

/** Each of these opens a container in the pods of two owners, as a careless migration would. */
const breaks = ['recordings', 'consultations'] as const;

/** Whose pods such an update can open, by account: the definition adds them. */
export const owners = new Map<string, AccountView>();

/**
 * The server as a deployment that Chaperone starts and updates itself. The update restarts it as the next
 * release; `break-recordings` and `break-consultations` also let two of the `owners` open theirs to anyone
 * who is signed in.
 */
export const solidServer: Embedded = {
  updates: [
    { id: 'next-release', title: 'the next release' },
    ...breaks.map((container) => ({
      id: `break-${container}`,
      title: `the next release, with the ${container} of two pods open to any signed-in agent`,
    })),
  ],
  async start() {
    const server = await startSolidServer();
    return {
      url: server.url,
      stop: server.stop,
      async update(id) {
        await server.restartAs(2);
        const container = breaks.find((name) => id === `break-${name}`);
        if (container === undefined) return;
        const chosen = [...owners.values()]
          .toSorted((one, other) => one.id.localeCompare(other.id))
          .slice(0, howMany);
        for (const owner of chosen) await openToAnyAgent(server.url, owner, container);
        const names = chosen.map((owner) => owner.id).join(' and ');
        process.stderr.write(`Opened to any signed-in agent: the ${container} of ${names}.\n`);
      },
    };
  },
};
