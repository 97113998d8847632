import type {
  ConnectionSample,
  ConnectionSamples,
} from '../../exercise/attempt/socket/connection-samples.ts';
import type { Message } from '../../exercise/attempt/socket/received.ts';
import type { Replaying } from '../../exercise/worker/worker.ts';
import { cellsOf, placeOf } from '../choose-cells.ts';
import type { Place } from '../choose-cells.ts';
import type { Planter } from './planter.ts';

/** Plants leaks among the messages of connections that were listened on. */
export function inMessages(
  worker: Replaying,
  samples: ConnectionSamples,
): Planter<ConnectionSample> {
  return {
    cells: (kind) => cellsOf(samples, kind, placeIn),
    titleOf: ({ messages }) => messages?.title ?? null,
    plant(leak, { here, again, theirs }) {
      const told = leak.messages?.plant({
        here: messagesOf(here),
        again: messagesOf(again),
        theirs: messagesOf(theirs),
      });
      if (told === undefined || told === null) return null;
      const messages = [...here.messages.slice(0, here.recording.from), ...told];
      // Where nothing comes of a connection, none was opened: it is taken as the owner's was.
      const { status, headers, accepted } = here.accepted ? here : theirs;
      return () => worker.replayConnection(here, { status, headers, accepted, messages });
    },
  };
}

/** The messages that belong to the attempt: of a connection that is recorded twice, those since the first time. */
function messagesOf({ messages, recording }: ConnectionSample): readonly Message[] {
  return messages.slice(recording.from);
}

function placeIn({ listened, recording: { session } }: ConnectionSample): Place {
  return placeOf(session, listened.owner.account.id);
}
