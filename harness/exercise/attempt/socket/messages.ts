import type { Inspecting, Scanning } from '../../scan/inspect.ts';
import type { Part } from '../answer.ts';
import type { Message } from './received.ts';
import { jsonOf, shapeOf } from './shape.ts';

/** A message, looked into. */
export type ReadMessage = Pick<Part, 'inspected' | 'json'> & { shape: string };

/** Looks into a message. To be done once all is known that it may tell of. */
export function readMessage({ inspecting }: Scanning, message: Message): ReadMessage {
  const inspection = inspecting.open({ digest: false });
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

/** Messages as parts of an answer, in which they are one list: `$.messages[3].text`. */
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

/** Nobody says what a message holds; only a page of HTML can be one to sign in by. */
function typeOf({ content }: Message): string {
  return /^\s*</.test(content.toString('latin1', 0, 64)) ? 'text/html' : 'text/plain';
}
