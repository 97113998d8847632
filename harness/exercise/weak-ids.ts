import type { Sighting } from '../domain/sighting.ts';
import type { Ids } from '../domain/thing.ts';
import { isObject } from './is-object.ts';
import type { Known } from './known.ts';
import { memberStep } from './json-places.ts';

const most = 500;

/**
 * Sightings of ids that are too short to count anywhere: only as the whole value of a field that bears the
 * id's name (`recordingId`, `recording_id`, `recording`), or of `id` in what the surface says it shows, or in an
 * address after a step that bears it (`/recordings/41`).
 */
export function weakSightings(
  known: Known,
  body: unknown,
  shows: string | undefined,
  sent: Ids,
): Sighting[] {
  const found: Sighting[] = [];
  const asked = new Set(Object.values(sent));
  const visit = (value: unknown, where: string, key: string, depth: number): void => {
    if (found.length >= most || depth > 20) return;
    if (Array.isArray(value)) {
      value.forEach((element, index) => visit(element, `${where}[${index}]`, key, depth + 1));
    } else if (isObject(value)) {
      for (const name in value) visit(value[name], where + memberStep(name), name, depth + 1);
    } else if (typeof value === 'string' || typeof value === 'number') {
      const text = String(value);
      take(text, where, key);
      if (!text.includes('/')) return;
      const steps = text.slice(0, 500).split(/[/?#]/);
      steps.forEach((step, index) => take(step, where, singular(steps[index - 1] ?? '')));
    }
  };
  const take = (text: string, where: string, key: string): void => {
    if (asked.has(text)) return;
    for (const sign of known.weakIds(text)) {
      if (bears(key, sign.name, shows)) found.push({ ...sign, where, encoding: 'plain' });
    }
  };
  visit(body, '$', '', 0);
  return found;
}

function singular(word: string): string {
  return word.replace(/ies$/i, 'y').replace(/s$/i, '');
}

function bears(key: string, name: string, shows: string | undefined): boolean {
  if (key === 'id' || key === '_id') return shows === name;
  const plain = key.replace(/_?id$/i, '').replaceAll('_', '').toLowerCase();
  return plain === name.replaceAll('_', '').toLowerCase();
}
