import { createHostGuard } from '../../hosts/host-guard.ts';
import { member, members, textOf } from './document.ts';
import type { Node, OpenApiDocument } from './document.ts';

/** Options on the servers of a document's operations. */
export type Bases = {
  /** The base path of all operations, in place of what the document says. */
  base?: string;
  /** Further hosts of the deployment. */
  hosts?: readonly string[];
};

/**
 * The base of an operation's path. The servers of the document itself are taken to be the deployment, so only the path
 * of their addresses counts. A server of an operation or path item on another host counts only if the host is in
 * `hosts`.
 */
export function serverOf(
  document: OpenApiDocument,
  [operation, item, root]: readonly [Node, Node, Node],
  { base, hosts = [] }: Bases,
): { base: string } | { why: string } {
  if (base !== undefined) return { base: base.replace(/\/+$/, '') };
  const swagger = textOf(root, 'basePath');
  if (swagger !== null) return { base: pathOf(swagger) };
  const at = (node: Node) => addressesIn(document, node);
  const general = at(root);
  const [first] = [at(operation), at(item), general].find((some) => some.length > 0) ?? [];
  if (first === undefined) return { base: '' };
  const own = new Set(general.map(({ host }) => host));
  const path = pathOf(first.pathname);
  // The server is relative, or on a host of the document's own servers.
  if (first.host === nowhere || own.has(first.host)) return { base: path };
  if (createHostGuard({ url: `http://${nowhere}`, hosts }).allows(first))
    return { base: `${first.origin}${path}` };
  return { why: `it is on ${first.host}: add that to hosts, if it is the deployment's` };
}

const nowhere = 'deployment.invalid';

function addressesIn(document: OpenApiDocument, node: Node): URL[] {
  const within = /^https?:/.test(document.root) ? new URL(document.root).pathname : '/';
  return members(member(node, 'servers')).flatMap(({ node: server }) => {
    const template = textOf(server, 'url');
    if (template === null) return [];
    const variables = member(server, 'variables');
    const filled = template.replace(
      /\{([^{}]+)\}/g,
      (all, name: string) => textOf(member(variables, name), 'default') ?? all,
    );
    return URL.parse(filled, `http://${nowhere}${within}`) ?? [];
  });
}

function pathOf(path: string): string {
  return path === '' ? '' : `/${path}`.replace(/^\/+/, '/').replace(/\/+$/, '');
}
