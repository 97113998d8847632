import type { Message } from '../exercise/attempt/socket/received.ts';
import type { Format } from './structure/format.ts';
import { formatOf } from './structure/format-of.ts';
import { wordsOf } from './words-of.ts';

/** What a leak among the messages of a connection is made of. */
export type ToldMaterial = {
  /** What came over the connection where it is planted: nothing, if it was refused. */
  here: readonly Message[];
  /** What came over a second connection of the viewer's own; of a cell that is not one's own: `here`. */
  again: readonly Message[];
  /** What came over the owner's. */
  theirs: readonly Message[];
};

/** How a kind of leak is planted among messages. */
export type AmongMessages = {
  /** Says what a listener would be told. */
  title: string;
  /** The messages with the leak among them. Null: there is no place for it. */
  plant(material: ToldMaterial): readonly Message[] | null;
};

/** All that came over the owner's connection, to somebody else. */
export function told({ here, theirs }: ToldMaterial): readonly Message[] | null {
  return theirs.length === 0 ? null : [...here, ...theirs];
}

/** The messages, and after them the one of theirs that says most that none of one's own says. */
export function withMessage({ here, theirs }: ToldMaterial): readonly Message[] | null {
  const other = mostTelling(theirs, here);
  return other === null ? null : [...here, other];
}

/**
 * A text made of the message of one's own that says most that the owner's do not, of the owner's that says most that one's
 * own do not, and of a second one of one's own. Null: one of them is missing, or no text, or has no place for it.
 */
export function fromMessages(
  { here, again, theirs }: ToldMaterial,
  change: (format: Format, own: string, other: string, later: string) => string | null,
): { own: Message; other: Message; text: Buffer } | null {
  const [own, other] = [mostTelling(here, theirs), mostTelling(theirs, here)];
  if (own === null || other === null) return null;
  const format = formatOf(own.content, '');
  if (format === null || !format.reads(other.content.toString('utf8'))) return null;
  const later = mostTelling(again, theirs) ?? own;
  const [mine = '', others = '', second = ''] = [own, other, later].map(({ content }) =>
    content.toString('utf8'),
  );
  const text = change(format, mine, others, second);
  return text === null ? null : { own, other, text: Buffer.from(text) };
}

/** The messages with the text of one's own changed, as in `fromMessages`. */
export function inMessage(
  material: ToldMaterial,
  change: (format: Format, own: string, other: string, later: string) => string | null,
): readonly Message[] | null {
  const made = fromMessages(material, change);
  if (made === null) return null;
  return material.here.map((message) =>
    message === made.own ? { ...message, content: made.text } : message,
  );
}

/** The message of some that says most that the others do not say; the last of several. Null: none says anything else. */
function mostTelling(some: readonly Message[], others: readonly Message[]): Message | null {
  const known = wordsOf(others.map(({ content }) => content));
  let found: { message: Message; says: number } | null = null;
  for (const message of some) {
    const says = wordsOf([message.content]).difference(known).size;
    if (says > 0 && says >= (found?.says ?? 0)) found = { message, says };
  }
  return found?.message ?? null;
}
