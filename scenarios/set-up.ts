import { prepareRun } from '../harness/index.ts';

/** Starts a deployment and a run where none is under way (`npx playwright test` alone). */
export default async function setUp(): Promise<() => Promise<void>> {
  return prepareRun('scenarios');
}
