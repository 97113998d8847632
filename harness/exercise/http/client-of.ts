import type { Http } from '../../deployment/http.ts';

/** The HTTP client that sends everything by one function. */
export function clientOf(request: Http['request']): Http {
  return {
    request,
    get: (path, options) => request('GET', path, options),
    post: (path, options) => request('POST', path, options),
    put: (path, options) => request('PUT', path, options),
    patch: (path, options) => request('PATCH', path, options),
    delete: (path, options) => request('DELETE', path, options),
  };
}
