import type { Network } from './network.ts';

/** Whether an address belongs to the deployment, as its guard says. */
export function isAllowed({ guard }: Pick<Network, 'guard'>, url: URL): boolean {
  try {
    guard(url);
    return true;
  } catch {
    return false;
  }
}
