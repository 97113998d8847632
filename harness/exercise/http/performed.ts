import type { HttpAnswer } from './http-session.ts';

/** The role of a worker that remembers what functions of the definition did on the deployment. */
export type Performing = {
  /**
   * Paths of requests that may change something and were answered with success, with their steps, by method and number
   * of steps: an operation is compared with those alone that it may be.
   */
  performed: Map<string, Map<string, readonly string[]>>;
};

/** Most requests of a method and number of steps that are remembered. Their paths hold ids, so that there are many. */
const most = 20_000;

/** Remembers a request that may have changed something. */
export function notePerformed(
  { performed }: Performing,
  { method, status, url }: Pick<HttpAnswer, 'method' | 'status' | 'url'>,
): void {
  if (!isWrite({ method, status })) return;
  const steps = stepsOf(url);
  const key = keyOf(method, steps);
  const alike = performed.get(key) ?? new Map<string, readonly string[]>();
  if (alike.size < most) performed.set(key, alike.set(url.pathname, steps));
}

/** Whether a request may have changed something: its method is none of those that only read, and it succeeded. */
export function isWrite({ method, status }: Pick<HttpAnswer, 'method' | 'status'>): boolean {
  return !isReading(method) && status !== null && status < 400;
}

/** Whether requests of a method only read. */
export function isReading(method: string): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
}

/** Whether an operation (`POST /visits/{visit}/cancel`) was performed. */
export function wasPerformed({ performed }: Performing, operation: string): boolean {
  const [method = '', path = ''] = operation.split(' ');
  const wanted = stepsOf(new URL(path, 'http://any.invalid'));
  const alike = performed.get(keyOf(method, wanted))?.values() ?? [];
  return Iterator.from(alike).some((steps) =>
    wanted.every((step, index) => /^\{.*\}$/.test(step) || step === steps[index]),
  );
}

function keyOf(method: string, steps: readonly string[]): string {
  return `${method} ${steps.length}`;
}

function stepsOf({ pathname }: URL): string[] {
  return pathname.split('/').map((step) => {
    try {
      return decodeURIComponent(step);
    } catch {
      return step;
    }
  });
}
