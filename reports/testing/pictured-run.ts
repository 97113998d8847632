import type { ReportInput } from '../input.ts';
import { violatedRun } from './samples.ts';

/** The name of the picture of the sample run. */
export const pictureName = 'scenarios-0-7.0123456789abcdef.png';

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

/** The violated run, with a picture of what its first case showed. */
export function picturedRun(): ReportInput {
  const run = violatedRun();
  const cases = run.cases.map((item, index) => {
    if (index > 0) return item;
    const attempts = item.attempts.map((attempt) => ({ ...attempt, picture: pictureName }));
    return { ...item, attempts };
  });
  const pictures = new Map([[pictureName, `data:image/png;base64,${pixel}`]]);
  return { ...run, cases, pictures };
}
