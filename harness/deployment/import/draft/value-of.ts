import { textLiteral } from '../../text-literal.ts';

/** Patterns of the names of fields for personal details, each with the code for its value. */
const personal: readonly (readonly [called: RegExp, code: string])[] = [
  [/pass(?:word|phrase|code)?$/, 'persona.password'],
  [/e?mail|^(?:user|login)(?:name|id)?$/, 'persona.email'],
  [/^(?:first|given|fore)name/, 'persona.firstName'],
  [/^(?:last|family|sur)name/, 'persona.lastName'],
  [/^(?:full|display|patient|customer)?name$/, 'persona.fullName'],
  [/phone|mobile|^tel$/, 'persona.phone'],
  [/birth|^dob$/, 'persona.dateOfBirth'],
  [/^nhs/, 'persona.nhsNumber'],
  [/postcode|zip|postalcode/, 'persona.address.postcode'],
  [/^city$|^town$/, 'persona.address.city'],
  [/address|street|^line1?$/, 'persona.address.line'],
];

/** Names of fields without whose consent a service makes no account. */
const consent = /accept|agree|consent|terms|privacy/;

/** Tomorrow, by the format of a field: what is booked is to come. */
const times = {
  'date-time': 'new Date(Date.now() + 86_400_000).toISOString()',
  date: 'new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)',
};

/** What a schema says about a field. */
export type FieldKind = {
  type: string;
  format: string;
  /** The default value, or the only possible value; null when there is none. */
  value: string | number | boolean | null;
  /** The possible texts; empty when any text is possible. */
  levels: readonly string[];
};

/**
 * The code for the value of a field: a detail of the persona if the name indicates one (only for accounts), a value
 * that the document gives, or a token if the field takes text. Null when the value is unknown (ids, dates, objects).
 */
export function valueOf(name: string, kind: FieldKind, of: 'account' | 'thing'): string | null {
  const plain = name.toLowerCase().replace(/[^a-z\d]/g, '');
  // A name such as `shouldChangePassword` tells nothing about what is no text.
  const isText = kind.type === '' || kind.type === 'string';
  const detail =
    of === 'account' && isText ? personal.find(([called]) => called.test(plain)) : undefined;
  if (detail !== undefined) return detail[1];
  if (isFactor(kind)) return `cohort[${textLiteral(name)}] ?? ${textLiteral(kind.levels[0] ?? '')}`;
  const value = kind.value ?? kind.levels[0] ?? null;
  if (value !== null) return typeof value === 'string' ? textLiteral(value) : String(value);
  if (kind.type === 'boolean') return String(consent.test(plain));
  if (kind.type === 'number' || kind.type === 'integer') return '1';
  if (of === 'thing' && kind.type === 'string' && kind.format in times)
    return times[kind.format as keyof typeof times];
  if (
    /date|time|uuid|uri|url|byte|binary/.test(kind.format) ||
    /(?:id|at|date|time|url)$/.test(plain)
  )
    return null;
  return kind.type === 'string' ? `token(${textLiteral(name)})` : null;
}

/** Most levels of a factor. More levels would need more accounts. */
const mostLevels = 5;

/** Whether a field is a factor, in which accounts or their consultations differ. */
export function isFactor({ levels }: FieldKind): boolean {
  return levels.length > 1 && levels.length <= mostLevels;
}
