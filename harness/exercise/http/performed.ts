import type { HttpAnswer } from './http-session.ts';

/** The role of a worker that remembers what functions of the definition did on the deployment. */
export type Performing = {
  /** Methods and paths of requests that may change something and were answered with success: `POST /visits`. */
  performed: Set<string>;
};

/** Most requests that are remembered. Their paths hold ids, so that there are many. */
const most = 20_000;

/** Remembers a request that may have changed something. */
export function notePerformed(
  { performed }: Performing,
  { method, status, url }: Pick<HttpAnswer, 'method' | 'status' | 'url'>,
): void {
  if (performed.size >= most || !isWrite({ method, status })) return;
  performed.add(`${method} ${url.pathname}`);
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
  const wanted = stepsOf(path);
  for (const request of performed) {
    const [verb, taken = ''] = request.split(' ');
    const steps = stepsOf(taken);
    if (verb !== method || steps.length !== wanted.length) continue;
    if (wanted.every((step, index) => /^\{.*\}$/.test(step) || step === steps[index])) return true;
  }
  return false;
}

function stepsOf(path: string): string[] {
  const { pathname } = new URL(path, 'http://any.invalid');
  return pathname.split('/').map((step) => {
    try {
      return decodeURIComponent(step);
    } catch {
      return step;
    }
  });
}
