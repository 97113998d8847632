import type { ReportInput } from '../../input.ts';
import { enumerate } from '../counting.ts';

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

/** The bindings of a surface that the plan does not list (met in a browser), as its template names them. */
function bindingsOf(surface: string): string[] {
  return [...surface.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
}

/** What these surfaces give out, in at most two words: `recordings and consultations`, or `data`. */
export function whatSurfacesGive({ plan }: ReportInput, surfaces: ReadonlySet<string>): string {
  const bindings = new Set(
    [...surfaces].map((surface) => {
      const info = plan.surfaces.find(({ id }) => id === surface);
      return (info?.needs ?? bindingsOf(surface)).at(-1) ?? info?.shows ?? '';
    }),
  );
  const found = Object.keys(nouns).filter((binding) => bindings.has(binding));
  return enumerate(found.slice(0, 2).map((binding) => nouns[binding] ?? 'data')) || 'data';
}
