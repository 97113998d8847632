import type { AccountView, Embedded } from '../../harness/index.ts';
import { openToAnyAgent } from './open-to-any-agent.ts';
import { startSolidServer } from './server.ts';

/** How many of the pods an update opens that breaks something. */
const howMany = 2;

/** Each of these opens containers in the pods of two owners, as a careless migration would. */
const breaks = [['recordings'], ['consultations'], ['recordings', 'consultations']] as const;

/** Whose pods such an update can open, by account: the definition adds them. */
export const owners = new Map<string, AccountView>();

/**
 * The server as a deployment that Chaperone starts and updates itself. The update restarts it as the next
 * release; `break-recordings`, `break-consultations` and `break-recordings-and-consultations` also let two of the
 * `owners` open theirs to anyone who is signed in.
 */
export const solidServer: Embedded = {
  updates: [
    { id: 'next-release', title: 'the next release' },
    ...breaks.map((containers) => ({
      id: `break-${containers.join('-and-')}`,
      title: `the next release, with the ${containers.join(' and ')} of two pods open to any signed-in agent`,
    })),
  ],
  async start() {
    const server = await startSolidServer();
    return {
      url: server.url,
      stop: server.stop,
      async update(id) {
        await server.restartAs(2);
        const containers = breaks.find((names) => id === `break-${names.join('-and-')}`);
        if (containers === undefined) return;
        const chosen = [...owners.values()]
          .toSorted((one, other) => one.id.localeCompare(other.id))
          .slice(0, howMany);
        for (const owner of chosen)
          for (const container of containers) await openToAnyAgent(server.url, owner, container);
        const names = chosen.map((owner) => owner.id).join(' and ');
        const what = containers.join(' and ');
        process.stderr.write(`Opened to any signed-in agent: the ${what} of ${names}.\n`);
      },
    };
  },
};
