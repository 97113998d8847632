/** What a value is to its account. */
export type KnownKind =
  /** Given by the server: of a consultation, a recording, an account. */
  | 'id'
  /** A session token or cookie. */
  | 'credential'
  /** A phone number, date of birth or NHS number of ours: weak, counts only with a second sign. */
  | 'unique';

const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const NUMBER = /^\+?\d(?:[ -]?\d){8,14}$/;

/**
 * The forms in which a deployment may write a value, itself first. Numbers are also found in
 * groups of digits (`+44 7700 900123`, `999-123-4567`) without being listed so.
 */
export const variantsOf = (kind: KnownKind, value: string): string[] => {
  const forms = kind === 'unique' ? uniqueForms(value) : uuidForms(value);
  return [...new Set([value, ...forms])];
};

const uuidForms = (value: string): string[] => {
  const groups = UUID.exec(value)?.slice(1);
  return groups ? [groups.join('-'), groups.join('')] : [];
};

const uniqueForms = (value: string): string[] => {
  const [, year, month, day] = DATE.exec(value) ?? [];
  if (year) return [`${year}${month}${day}`, `${day}/${month}/${year}`, `${day}-${month}-${year}`];
  if (!NUMBER.test(value)) return [];
  const digits = value.replaceAll(/\D/g, '');
  // A UK number is written with its country's code or with a zero instead.
  const national = /^(?:0044|44|0)([1-9]\d{8,9})$/.exec(digits)?.[1];
  return national ? [`44${national}`, `0044${national}`, `0${national}`, national] : [digits];
};
