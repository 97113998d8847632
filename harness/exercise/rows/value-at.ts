import { isObject } from '../state/is-object.ts';

/** What stands at a JSON path: names and indices only (`$.items[0].mediaUrl`). Undefined where nothing does. */
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
