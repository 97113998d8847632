import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { stream } from '../../deployment/surfaces/surfaces.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, noteAt } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepBothSides } from './sweep-and-judge.test-support.ts';

/** A picture without a token, another for each text: 16 KiB that look random. */
function pictureOf(text: string): Buffer {
  const pieces = Array.from({ length: 512 }, (_, index) =>
    createHash('sha256').update(`${index} ${text}`).digest(),
  );
  return Buffer.concat(pieces);
}

/** What the picture of a note shows. `first`: the note that was made first. */
type Shown = (note: Note, about: { updated: boolean; first: Note | undefined }) => string;

async function run(shown: Shown) {
  let updated = false;
  const { url } = await deploy({
    'GET /thumbnails/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const viewer = deployment.viewer(request);
      if (note === undefined || viewer !== note.owner) return json(response, {}, 403);
      const picture = pictureOf(shown(note, { updated, first: deployment.notes[0] }));
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
    },
  });
  const surface = stream('GET /thumbnails/{note}');
  const judged = await sweepBothSides(url, [surface], () => void (updated = true));
  const { passedOver } = judged.verdict.coverage;
  return { ...resultOf(judged, 'no-foreign-streaming'), passedOver };
}

describe('the thumbnails of what is new with an update', () => {
  it('are a leak where they are what another was shown alone before it', async () => {
    const result = await run((note, { updated, first }) =>
      updated && first !== undefined ? first.text : note.text,
    );
    expect(result).toMatchObject({ verdict: 'violated', owners: ['a0'] });
  });

  it('hold where each has its own', async () => {
    const result = await run(({ text }) => text);
    expect(result).toMatchObject({ verdict: 'holds', owners: [] });
    // Nobody looks at what is in a picture.
    expect(result.passedOver).toEqual([
      expect.objectContaining({ why: expect.stringContaining('coded anew') }),
    ]);
  });

  it('are told, and no alarm, where they are the placeholder that everybody was shown before it', async () => {
    const result = await run(() => 'nothing to see yet');
    expect(result).toMatchObject({ verdict: 'holds', owners: [] });
    expect(result.passedOver).toEqual([
      expect.objectContaining({ surface: 'GET /thumbnails/{note}', places: ['body'] }),
    ]);
  });

  it('raise no alarm where some are the placeholder that some were shown before it', async () => {
    let count = 0;
    const pictures = new Map<string, string>();
    const result = await run(({ id, text }) => {
      const picture = pictures.get(id) ?? (count++ % 3 === 0 ? text : 'nothing to see yet');
      pictures.set(id, picture);
      return picture;
    });
    expect(result).toMatchObject({ verdict: 'holds', owners: [] });
  });
});
