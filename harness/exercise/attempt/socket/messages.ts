import type { Inspecting, Scanning } from '../../scan/inspect.ts';
import type { Part } from '../reading/answer.ts';
import type { Message } from './received.ts';
import { jsonOf, shapeOf } from './shape.ts';

/** A message after it was parsed and scanned. */
export type ReadMessage = Pick<Part, 'inspected' | 'json'> & { shape: string };

/** Parses and scans a message. Call this only when the scanner knows all values that the message may hold. */
export function readMessage({ inspecting }: Scanning, message: Message): ReadMessage {
  const inspection = inspecting.open({ digest: 'none' });
  inspection.chunk(message.content);
  const inspected = inspection.finish();
  const json = jsonOf(message);
  const inLabel = labelSigns(inspecting, message);
  return {
    json,
    shape: shapeOf(message, json),
    inspected: { ...inspected, found: [...inspected.found, ...inLabel] },
  };
}

function labelSigns({ look }: Inspecting, { label }: Message) {
  return label === '' ? [] : look(label).map((found) => ({ ...found, at: 'event' }));
}

/** Makes parts of an answer from messages. Places count the messages as one list: `$.messages[3].text`. */
export function partsOf(
  worker: Scanning,
  messages: readonly Message[],
  told: { from: number; acted: number; events: ReadonlySet<string> },
): Part[] {
  return messages.flatMap((message, index): Part[] => {
    if (index < told.from) return [];
    const { json, inspected, shape } = readMessage(worker, message);
    const where = `$.messages[${index}]`;
    return [
      {
        json,
        inspected,
        body: message.content,
        rows: [],
        contentType: json === undefined ? typeOf(message) : 'application/json',
        isEvent: index >= told.acted && told.events.has(shape),
        place(at) {
          if (at === '$' && json === undefined) return `message ${index + 1}`;
          return at.startsWith('$') ? where + at.slice(1) : `message ${index + 1}, ${at}`;
        },
      },
    ];
  });
}

/** Guesses the content type of a message, which has no header: HTML, which may be a sign-in page, or plain text. */
function typeOf({ content }: Message): string {
  return /^\s*</.test(content.toString('latin1', 0, 64)) ? 'text/html' : 'text/plain';
}
