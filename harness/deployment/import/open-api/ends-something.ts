import type { Operation } from './operation.ts';

/** What a service calls it, though it is got: signing out, taking back, removing. */
const endings =
  /^(?:(?:log|sign)[-_]?(?:out|off)|end[-_]?session|revoke|unsubscribe|delete|destroy|deactivate|disable|cancel)(?![a-z])/i;

/** Whether an operation that is got seems to end a session or something else: trying it would spoil the run. */
export function endsSomething({
  path,
  operationId,
}: Pick<Operation, 'path' | 'operationId'>): boolean {
  const last =
    path.split(/[/?]/).findLast((segment) => segment !== '' && !segment.includes('{')) ?? '';
  return endings.test(last) || endings.test(operationId.replace(/([a-z])([A-Z])/g, '$1-$2'));
}
