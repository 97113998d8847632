import type { SampledAnswer } from '../exercise/attempt/samples.ts';
import type { Gives } from '../domain/surfaces/surface.ts';
import type { PlantedCell, Weight } from '../domain/verdict/planted.ts';
import type { AmongMessages } from './messages.ts';
import type { Format } from './structure/format.ts';
import { formatOf } from './structure/format-of.ts';

/** The answers of an attempt: one, or the pages of a list. */
export type Answers = readonly SampledAnswer[];

/** What a leak is made of. */
export type Material = {
  /** What was answered in the cell where it is planted. */
  here: Answers;
  /** A second answer of the viewer's own, for what changes by itself; of a cell that is not one's own: `here`. */
  again: Answers;
  /** What the owner was answered. */
  theirs: Answers;
  /** What further owners were answered, whose values are no sign of this one. Default: none. */
  others?: readonly Answers[];
};

/** One kind of leak: how it is planted. The catalogue lists them; design.md says what they are for. */
export type Leak = {
  /** The name of its file. */
  id: string;
  /** Says what a viewer would be shown, such as "a row of another in one's own list". */
  title: string;
  weight: Weight;
  cell: PlantedCell;
  /** Kinds of surfaces that it is planted on. Default: all. */
  on?: readonly Gives[];
  /** The answers with the leak in them. Null: these have no place for it. */
  plant(material: Material): Answers | null;
  /** Whether it is planted in pages as browsers show them, too. Default: false. */
  onPages?: true;
  /** How it is planted among the messages of connections that are listened on. Default: it is not. */
  messages?: AmongMessages;
};

/**
 * The answers with the text of the first changed by its format; null where it is no text, or has no place for it.
 * @param change gets the format, one's own text, the owner's, and a second one of one's own
 */
export function inText(
  { here, again, theirs }: Material,
  change: (format: Format, own: string, other: string, later: string) => string | null,
): Answers | null {
  const [first, ...rest] = here;
  const [other] = theirs;
  if (first === undefined || other === undefined) return null;
  const [mine, others] = [first, other].map(({ body, headers }) =>
    formatOf(body, headers['content-type'] ?? ''),
  );
  const format = mine ?? (first.body.length === 0 ? others : null) ?? null;
  if (format === null || !format.reads(other.body.toString('utf8'))) return null;
  const [own, their, later] = [first, other, again[0] ?? first].map(({ body }) =>
    body.toString('utf8'),
  );
  const text = change(format, own ?? '', their ?? '', later ?? '');
  return text === null ? null : [{ ...first, body: Buffer.from(text) }, ...rest];
}

/** The owner's answers as they would come to somebody else: the first at the address that was asked for. */
export function answeredHere({ here, theirs }: Pick<Material, 'here' | 'theirs'>): Answers | null {
  const [first] = here;
  const [other, ...rest] = theirs;
  if (first === undefined || other === undefined) return null;
  return [{ ...other, url: first.url, setCookie: [] }, ...rest];
}

/** The same answers, with the first changed. */
export function withFirst(
  answers: Answers | null,
  change: (answer: SampledAnswer) => SampledAnswer,
): Answers | null {
  const [first, ...rest] = answers ?? [];
  return first === undefined ? null : [change(first), ...rest];
}
