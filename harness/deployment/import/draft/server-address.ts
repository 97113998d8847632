import { member, members, rootOf, textOf } from '../open-api/document.ts';
import type { OpenApiDocument } from '../open-api/document.ts';

/** Names of hosts and descriptions of servers that are no production. */
const isStaging = /stag|test|sandbox|demo|\bdev|preview|\buat\b|\bqa\b|localhost|127\.0\.0\.1/i;

/**
 * The origin of the deployment that a document names: of its servers the first that is called staging or the like, else
 * the first. A relative address is relative to that of the document. Null where it says none, or was read from a file
 * and says only a path.
 */
export function serverAddress(document: OpenApiDocument): string | null {
  const root = rootOf(document);
  const from = /^https?:/.test(document.root) ? document.root : undefined;
  const servers = members(member(root, 'servers')).flatMap(({ node }) => {
    const variables = member(node, 'variables');
    const address = (textOf(node, 'url') ?? '').replace(
      /\{([^{}]+)\}/g,
      (whole, name: string) => textOf(member(variables, name), 'default') ?? whole,
    );
    const url = URL.parse(address, from);
    const words = `${textOf(node, 'description') ?? ''} ${url?.hostname.replace(/\.[a-z]+$/, '') ?? ''}`;
    return url === null || !/^https?:$/.test(url.protocol) ? [] : [{ url, words }];
  });
  const [first] = servers;
  // Only the path of the first is what imported surfaces begin with.
  const staging = servers.find(
    ({ url, words }) => isStaging.test(words) && url.pathname === first?.url.pathname,
  );
  const swagger = ofSwagger(document);
  const own = members(member(root, 'servers')).length === 0 ? from : undefined;
  return (
    (staging ?? first)?.url.origin ?? swagger ?? (own === undefined ? null : new URL(own).origin)
  );
}

/** The origin in Swagger 2.0, which gives the host and the schemes apart. */
function ofSwagger(document: OpenApiDocument): string | null {
  const root = rootOf(document);
  const host = textOf(root, 'host');
  const schemes = members(member(root, 'schemes')).map(({ node }) => node.value);
  if (host === null) return null;
  const url = URL.parse(
    `${schemes.length === 0 || schemes.includes('https') ? 'https' : 'http'}://${host}`,
  );
  return url?.origin ?? null;
}

/**
 * The document as a copy elsewhere must write it: addresses of servers that are relative to the document (`v1`, `.`)
 * become paths.
 */
export function withFixedServers(document: OpenApiDocument): unknown {
  const value = document.files.get(document.root);
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === 'servers' && Array.isArray(inner)
        ? inner.map((server: unknown) => fixed(server, document.root))
        : inner,
    ),
  );
}

function fixed(server: unknown, root: string): unknown {
  if (typeof server !== 'object' || server === null || !('url' in server)) return server;
  const { url } = server;
  if (typeof url !== 'string' || /^(?:\/|\{|[a-z][a-z\d+.-]*:)/i.test(url)) return server;
  const path = URL.parse(url, root)?.pathname;
  return path === undefined ? server : { ...server, url: path };
}
