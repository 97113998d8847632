/** Options of a request. Give at most one of `json`, `form`, `parts` and `body`. */
export type RequestOptions = {
  query?: Readonly<Record<string, string | number>>;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  /** A body as application/x-www-form-urlencoded. A list is sent once for each value; undefined values are left out. */
  form?: FormFields;
  /** As `form`, sent as multipart/form-data. To send files, pass a FormData as `body`. */
  parts?: FormFields;
  /** A body that is sent unchanged (FormData as multipart/form-data). */
  body?: string | Uint8Array | FormData;
  /**
   * If true, answers with status 400 and above are returned instead of thrown. So are redirects to other hosts, which
   * are never followed (their `location` may hold an authorization code). Default: false.
   */
  anyStatus?: boolean;
  /**
   * Whether redirects within the deployment's hosts are followed. Default: true. To another origin only `accept`,
   * `accept-language` and `range` of `headers` go along, and a body never: such a redirect throws.
   */
  followRedirects?: boolean;
};

/** Fields of a form by name. A field that is sent several times (`roles[]`) has a list of values. */
export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A form of an HTML page. */
export type HtmlForm = {
  /** The absolute address that the form is sent to. */
  action: string;
  /**
   * The initial values of the fields: hidden ones (CSRF tokens) and defaults. A name with several values has a list,
   * such as a ticked checkbox after a hidden field.
   */
  fields: Readonly<Record<string, string | readonly string[]>>;
};

export type HttpResponse = {
  status: number;
  /** Lower-case names. Several values are joined by a comma and a space. */
  headers: Readonly<Record<string, string>>;
  /** The address of the answer, after redirects. */
  url: string;
  text(): string;
  /** Parses the body. Throws an error that names method, path and status when the body is not JSON. */
  json<T = unknown>(): T;
  bytes(): Uint8Array;
  /** The form of the page that has a field of this name (default: its first form). Throws when there is none. */
  form(field?: string): HtmlForm;
};

/**
 * The HTTP client for the functions of a definition. It keeps the account's cookies, and sends requests only to hosts
 * of the deployment. Its errors name method, path and status, and never a credential.
 */
export type Http = {
  request(method: string, path: string, options?: RequestOptions): Promise<HttpResponse>;
  get(path: string, options?: RequestOptions): Promise<HttpResponse>;
  post(path: string, options?: RequestOptions): Promise<HttpResponse>;
  put(path: string, options?: RequestOptions): Promise<HttpResponse>;
  patch(path: string, options?: RequestOptions): Promise<HttpResponse>;
  delete(path: string, options?: RequestOptions): Promise<HttpResponse>;
};
