import type { SurfaceInfo } from '../../harness/domain/surface.ts';
import { enumerate } from './counting.ts';

/**
 * Bindings that deployments use, with what they stand for; what alarms most comes first. Others are `data`:
 * a headline must not depend on what a deployment calls its ids.
 */
const nouns: Readonly<Record<string, string>> = {
  recording: 'recordings',
  transcript: 'transcripts',
  note: 'notes',
  consultation: 'consultations',
  prescription: 'prescriptions',
  document: 'documents',
  message: 'messages',
  thumbnail: 'thumbnails',
  appointment: 'appointments',
  patient: 'details',
};

/** What these surfaces give out, in at most two words: `recordings and consultations`, or `data`. */
export function whatSurfacesGive(surfaces: readonly SurfaceInfo[]): string {
  const bindings = new Set(surfaces.flatMap(({ needs, shows }) => [needs.at(-1) ?? shows ?? '']));
  const found = Object.keys(nouns).filter((binding) => bindings.has(binding));
  return enumerate(found.slice(0, 2).map((binding) => nouns[binding] ?? 'data')) || 'data';
}
