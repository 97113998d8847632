import type { Definition } from './definition.ts';

/**
 * Describes a deployment; the default export of `chaperone.config.ts`. It only helps the editor with types:
 * what is wrong with the definition is told when it is loaded, with the file's name.
 */
export function defineDeployment(definition: Definition): Definition {
  return definition;
}
