import { unzipSync, zipSync } from 'fflate';
import { withFirst } from '../leak.ts';
import type { Leak } from '../leak.ts';

/** An export whose job looked for files by a name that two accounts share. */
export const fileOfAnother: Leak = {
  id: 'file-of-another',
  title: 'a file of another account in one’s own archive',
  weight: 'part',
  cell: 'own',
  plant: ({ here, theirs }) => {
    const [own, others] = [here[0], theirs[0]].map((answer) => filesOf(answer?.body));
    if (own === undefined || others === undefined) return null;
    const known = new Set(Object.values(own).map(textOf));
    const foreign = Object.entries(others).find(([, bytes]) => !known.has(textOf(bytes)));
    if (foreign === undefined) return null;
    const [name, bytes] = foreign;
    const added = { ...own, [name in own ? `other/${name}` : name]: bytes };
    return withFirst(here, (answer) => ({ ...answer, body: Buffer.from(zipSync(added)) }));
  },
};

/** Most bytes of a file that is looked into. */
const mostBytes = 4 * 1024 * 1024;

/** The files of a zip, with what they hold; undefined of anything else. */
function filesOf(body: Buffer | undefined): Record<string, Uint8Array> | undefined {
  if (body?.toString('latin1', 0, 2) !== 'PK') return undefined;
  try {
    return unzipSync(body, { filter: ({ originalSize }) => originalSize <= mostBytes });
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
