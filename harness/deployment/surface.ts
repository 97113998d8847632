import type { SurfaceInfo } from '../domain/surface.ts';

/** One page of a list as received. */
export type ListPage = { body: unknown; headers: Readonly<Record<string, string>>; url: string };

/** One place where the deployment gives out data. Made by `list`, `read`, `stream`, `page` and `download`. */
export type Surface = SurfaceInfo & {
  method: string;
  /** Path template with bindings in braces: `/api/recordings/{recording}/media`. */
  path: string;
  /** Sent with every attempt. */
  headers: Readonly<Record<string, string>>;
  /** A JSON body with bindings in braces in its strings (GraphQL, searches). */
  json?: unknown;
  /** Where the rows are: a JSON path (`$.data.items`) or a function. Default: the array that looks like them. */
  items?: string | ((body: unknown) => readonly unknown[]);
  /** The address of the next page, null at the end. Default: Link header, `next` links, cursors, page numbers. */
  next?: (page: ListPage) => string | null;
  /** Extra variants to attempt, beside the plain one: `range` for streams by default. */
  variants: readonly ('range' | 'head')[];
};

/** What the deployment does not have: `noSurface('stream', 'no recordings are kept')`. */
export type AbsentSurface = { absent: SurfaceInfo['gives']; reason: string };
