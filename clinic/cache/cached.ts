/** A request as the shared cache sees it: before anybody knows who asks. */
export interface CacheRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: Headers;
}

/** Head of an answer on its way through the cache. */
export interface CacheAnswer {
  status: number;
  headers: Headers;
}

/** An answer that the cache keeps. */
export interface KeptAnswer extends CacheAnswer {
  body: ArrayBuffer;
  /** When it came, or was last found to be still right: milliseconds since the epoch. */
  keptAt: number;
  /** For how long it may be given to others without asking again, in milliseconds. */
  life: number;
  /** What the request for it had in the headers by which answers differ. */
  chosenBy: Readonly<Record<string, string | null>>;
}
