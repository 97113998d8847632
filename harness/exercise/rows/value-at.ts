import { isObject } from '../state/is-object.ts';

/** The value at a JSON path of names and indices (`$.items[0].mediaUrl`); undefined when there is none. */
export function valueAt(body: unknown, path: string): unknown {
  const steps = path
    .replace(/^\$\.?/, '')
    .split(/[.[\]]+/)
    .filter((step) => step !== '');
  let value = body;
  for (const step of steps) {
    const isHolder = isObject(value) || Array.isArray(value);
    value =
      isHolder && Object.hasOwn(Object(value), step) ? Reflect.get(Object(value), step) : undefined;
  }
  return value;
}
