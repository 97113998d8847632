import { expect, it, onTestFinished } from 'vitest';
import config from '../../../../chaperone.config.ts';
import { startClinic } from '../../../../clinic/embedded.ts';
import { askable } from '../../surface.ts';
import { fromOpenApi } from './from-open-api.ts';

/** The id of a surface without the names of its bindings, which may differ (a picture has its recording's id). */
const shape = (id: string) => id.replace(/\{\w+\}/g, '{}');

it('finds the surfaces that the clinic’s definition lists by hand, with the same kinds', async () => {
  const clinic = await startClinic();
  onTestFinished(() => clinic.stop());
  const ofResults = ['record', 'test', 'value', 'result'];
  const ids = ['patient', 'clinician', 'consultation', 'recording', ...ofResults];
  const found = await fromOpenApi(`${clinic.url}/api/openapi.json`, { ids });
  const kinds = new Map(
    found.flatMap((one) => ('path' in one ? [[shape(one.id), one.gives]] : [])),
  );
  const byHand = askable(config.surfaces).filter(({ path }) => path.startsWith('/api/'));
  expect(byHand.length).toBeGreaterThan(5);
  for (const { id, gives } of byHand)
    expect(`${id} ${kinds.get(shape(id))}`).toBe(`${id} ${gives}`);
  expect(found.filter((one) => 'unreached' in one)).toHaveLength(1);
});
