import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surfacesAsCode } from './surfaces-as-code.ts';
import { download, figure, list, read, stream } from './surfaces.ts';

/** Runs the code, and returns the surfaces that it makes. */
function run(lines: readonly string[]): unknown {
  const code = `return [\n${lines.join('\n')}\n];`;
  // eslint-disable-next-line no-implied-eval -- the code is the very thing under test
  const made: unknown = new Function('list', 'read', 'stream', 'download', 'figure', code)(
    list,
    read,
    stream,
    download,
    figure,
  );
  return made;
}

describe('surfacesAsCode', () => {
  it('writes calls as a person would, which make the same surfaces', () => {
    const surfaces = [
      list('GET /api/consultations', { shows: 'consultation' }),
      list('GET /api/visits', { parameters: { status: ['open', 'closed'], 'page[size]': [] } }),
      read('GET /api/consultations/{consultation}', {
        headers: { accept: 'application/fhir+json' },
      }),
      stream('GET /api/recordings/{recording}/media'),
      download('GET /consultations/{consultation}.pdf'),
      figure('GET /api/visits/count', '$.total'),
      list('POST /graphql#mine', { json: { query: '{ mine { id } }', variables: { first: 10 } } }),
    ];
    const { lines, builders } = surfacesAsCode(surfaces);
    expect(lines[0]).toBe("list('GET /api/consultations', { shows: 'consultation' }),");
    expect(builders).toEqual(['download', 'figure', 'list', 'read', 'stream']);
    expect(run(lines)).toEqual(surfaces);
  });

  it('says of what may be a catalogue that nobody has looked at it, and of nothing else', () => {
    const surfaces = [
      list('GET /countries', { imported: true }),
      read('GET /settings', { imported: true }),
      list('GET /visits', { shows: 'visit', imported: true }),
      read('GET /visits/{visit}', { imported: true }),
      stream('GET /film', { imported: true }),
      list('GET /letters'),
    ];
    const marked = surfacesAsCode(surfaces).lines.map((line) => /imported: true/.test(line));
    expect(marked).toEqual([true, true, false, false, false, false]);
    expect(run(surfacesAsCode(surfaces).lines.slice(0, 2))).toEqual(surfaces.slice(0, 2));
  });

  it('lets no hostile text become code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { lines } = surfacesAsCode([
          list('GET /a', { json: { query: text, [text]: [text] } }),
          { unreached: text, why: text },
        ]);
        expect(run(lines)).toEqual([list('GET /a', { json: { query: text, [text]: [text] } })]);
      }),
      {
        examples: [["'); process.exit(1); ('"], ['\n process.exit(1)'], ['\u2028x'], ['__proto__']],
      },
    );
  });
});
