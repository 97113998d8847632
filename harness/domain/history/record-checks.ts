/** Checks of what a line of a history holds, of which the shapes of records are made. */
export type Check = (value: unknown) => boolean;
export type Shape = Readonly<Record<string, Check>>;
/** A check for each field of a record, optional ones included: the compiler refuses a shape that lacks one. */
export type ShapeOf<Type, Known extends string = 'type'> = Readonly<
  Record<Exclude<keyof Type, Known>, Check>
>;

export const text: Check = (value) => typeof value === 'string';
export const number: Check = (value) => Number.isFinite(value);
export const truth: Check = (value) => typeof value === 'boolean';
export const object = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const texts: Check = (value) => object(value) && Object.values(value).every(text);
export const numbers: Check = (value) => object(value) && Object.values(value).every(number);
export const oneOf =
  (known: readonly string[]): Check =>
  (value) =>
    text(value) && known.includes(String(value));
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
// Taken apart once, not for each of a million records.
export const shaped = (shape: Shape): Check => {
  const fields = Object.entries(shape);
  return (value) => object(value) && fields.every(([key, check]) => check(value[key]));
};
export const eachShaped = (
  shapes: Readonly<Record<string, Shape>>,
): Readonly<Record<string, Check>> =>
  Object.fromEntries(Object.entries(shapes).map(([kind, shape]) => [kind, shaped(shape)]));
