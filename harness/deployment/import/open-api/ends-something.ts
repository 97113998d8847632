import type { Operation } from './operation.ts';

/** Names of operations that sign out, revoke or remove something although their method is GET. */
const endings =
  /^(?:(?:log|sign)[-_]?(?:out|off)|end[-_]?session|revoke|unsubscribe|delete|destroy|deactivate|disable|cancel)(?![a-z])/i;

/** Whether a GET operation seems to end a session or to remove something. Trying it would spoil the run. */
export function endsSomething({
  path,
  operationId,
}: Pick<Operation, 'path' | 'operationId'>): boolean {
  const last =
    path.split(/[/?]/).findLast((segment) => segment !== '' && !segment.includes('{')) ?? '';
  return endings.test(last) || endings.test(operationId.replace(/([a-z])([A-Z])/g, '$1-$2'));
}
