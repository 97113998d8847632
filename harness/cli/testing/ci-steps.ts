import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A step of a workflow or of an action, as far as tests read it. */
export type Step = {
  id?: string;
  uses?: string;
  run?: string;
  if?: string;
  /** GitHub makes texts of whatever YAML gives. */
  with?: Readonly<Record<string, string>>;
  env?: Readonly<Record<string, string>>;
};

export type Workflow = {
  permissions?: unknown;
  jobs: Readonly<Record<string, { permissions?: Readonly<Record<string, string>>; steps: Step[] }>>;
};

export type Action = {
  inputs: Readonly<Record<string, { default?: string }>>;
  outputs: Readonly<Record<string, unknown>>;
  runs: { steps: Step[] };
};

/** A job of GitLab. */
export type Job = { script?: string[]; artifacts?: { paths?: string[] }; stage?: string };

export const readRepositoryFile = (path: string): Promise<string> =>
  readFile(join(root, path), 'utf8');

/** The texts of a page's YAML blocks. */
export async function yamlBlocks(page: string): Promise<string[]> {
  const text = await readRepositoryFile(page);
  return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

export async function readAction(): Promise<Action> {
  return parse(await readRepositoryFile('action.yml')) as Action;
}

/** The step that verifies as a script with its variables, for the inputs that a workflow gives. */
export async function actionScript(
  inputs: Readonly<Record<string, string>>,
): Promise<{ script: string; env: Record<string, string> }> {
  const action = await readAction();
  const [step] = action.runs.steps.filter(({ id }) => id === 'verify');
  const valueOf = (name: string) => inputs[name] ?? action.inputs[name]?.default ?? '';
  const env = Object.entries(step?.env ?? {}).map(([name, text]) => [
    name,
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => valueOf(input)),
  ]);
  return { script: step?.run ?? '', env: Object.fromEntries(env) as Record<string, string> };
}
