import type { Api } from '../http/api.ts';
import type { Service } from '../http/service.ts';

/** All pages. */
export function pages(_app: Api, _service: Service): void {}
