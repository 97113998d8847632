import type { Definition } from './definition.ts';

/**
 * Describes a deployment. The result is the default export of `chaperone.config.ts`. This function only gives types to
 * the editor; the definition is checked when it is loaded, and errors then name the file.
 */
export function defineDeployment(definition: Definition): Definition {
  return definition;
}
