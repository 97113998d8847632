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

/** What of an archive is looked into: files of at most so many bytes, alone and together, and at most so many. */
const most = { bytes: 4 * 1024 * 1024, together: 8 * 1024 * 1024, files: 200 };

/** The first files of a zip, with what they hold; undefined of anything else. */
function filesOf(body: Buffer | undefined): Record<string, Uint8Array> | undefined {
  if (body?.toString('latin1', 0, 2) !== 'PK') return undefined;
  let [count, together] = [0, 0];
  try {
    return unzipSync(body, {
      // No more is unpacked of a file than it says to hold.
      filter({ originalSize }) {
        if (count >= most.files || originalSize > most.bytes) return false;
        if (together + originalSize > most.together) return false;
        count += 1;
        together += originalSize;
        return true;
      },
    });
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
