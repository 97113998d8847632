import { expect, it, onTestFinished } from 'vitest';
import config from '../../../../chaperone.config.ts';
import { startClinic } from '../../../../clinic/embedded.ts';
import { askable } from '../../surfaces/surface.ts';
import { fromOpenApi } from './from-open-api.ts';

/** The id of a surface without the names of its bindings, which may differ (a picture has its recording's id). */
const shape = (id: string) => id.replace(/\{\w+\}/g, '{}');

it('finds the surfaces that the clinic’s definition lists by hand, with the same kinds', async () => {
  const clinic = await startClinic();
  onTestFinished(() => clinic.stop());
  const things = ['patient', 'clinician', 'consultation', 'recording', 'export'];
  const ids = [...things, 'record', 'test', 'value', 'result'];
  const found = await fromOpenApi(`${clinic.url}/api/openapi.json`, { ids });
  const kinds = new Map(
    found.flatMap((one) => ('path' in one ? [[shape(one.id), one.gives]] : [])),
  );
  // That a number is one’s own count, and not a place in a queue, no document tells.
  const byHand = askable(config.surfaces).filter(
    ({ kind, path, gives, needs }) =>
      kind === 'request' &&
      path.startsWith('/api/') &&
      gives !== 'figure' &&
      // An id in a query, a header or a body is one’s own choice.
      needs.every((id) => path.split('?')[0]?.includes(`{${id}}`)),
  );
  expect(byHand.length).toBeGreaterThan(5);
  for (const { id, gives } of byHand)
    expect(`${id} ${kinds.get(shape(id))}`).toBe(`${id} ${gives}`);
  const unreached = found.flatMap((one) => ('unreached' in one ? [one.unreached] : []));
  expect(unreached.filter((name) => name.startsWith('GET '))).toEqual(['GET /api/live']);
});
