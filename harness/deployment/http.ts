/** What a request carries, beyond method and path. At most one of `json`, `form`, `parts` and `body`. */
export type RequestOptions = {
  query?: Readonly<Record<string, string | number>>;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  /** Sent as application/x-www-form-urlencoded: a list once for each value; what is undefined is left out. */
  form?: FormFields;
  /** The same as multipart/form-data; files go into a FormData as `body`. */
  parts?: FormFields;
  /** Sent as it is (FormData as multipart/form-data). */
  body?: string | Uint8Array | FormData;
  /**
   * Answers with status 400 and above are returned instead of thrown, and so are redirects to other hosts, which
   * are never followed (an authorization code stands in their `location`). Default false.
   */
  anyStatus?: boolean;
  /** Redirects within the deployment's hosts are followed. Default true. */
  followRedirects?: boolean;
};

/** Fields of a form by their names. A name that is sent several times (`roles[]`) has a list of values. */
export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A form of an HTML page. */
export type HtmlForm = {
  /** Where it is posted to: an absolute address. */
  action: string;
  /**
   * What its fields hold as the page comes: hidden ones (CSRF tokens), defaults. A list where there are several
   * values for a name, such as a ticked checkbox after a hidden field.
   */
  fields: Readonly<Record<string, string | readonly string[]>>;
};

export type HttpResponse = {
  status: number;
  /** Lower-case names; several values joined by a comma and a space. */
  headers: Readonly<Record<string, string>>;
  /** After redirects. */
  url: string;
  text(): string;
  /** Throws an error that names method, path and status where the body is not JSON. */
  json<T = unknown>(): T;
  bytes(): Uint8Array;
  /** The page's form that has a field of this name; default: its first form. Throws where there is none. */
  form(field?: string): HtmlForm;
};

/**
 * What the functions of a definition talk to the deployment with. Keeps the account's cookies; goes to the
 * deployment's hosts and nowhere else; errors name method, path and status, never a credential.
 */
export type Http = {
  request(method: string, path: string, options?: RequestOptions): Promise<HttpResponse>;
  get(path: string, options?: RequestOptions): Promise<HttpResponse>;
  post(path: string, options?: RequestOptions): Promise<HttpResponse>;
  put(path: string, options?: RequestOptions): Promise<HttpResponse>;
  patch(path: string, options?: RequestOptions): Promise<HttpResponse>;
  delete(path: string, options?: RequestOptions): Promise<HttpResponse>;
};
