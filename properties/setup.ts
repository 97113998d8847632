import { prepareRun } from '../harness/index.ts';

let end = async (): Promise<void> => undefined;

/** vitest's global set-up: alone (`npx vitest`), the properties need a deployment and a run to record in. */
export async function setup(): Promise<void> {
  end = await prepareRun('properties');
}

export async function teardown(): Promise<void> {
  await end();
}
