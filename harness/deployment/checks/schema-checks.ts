import { checkLevels } from './check-levels.ts';
import { sideFactors } from '../../domain/phase.ts';
import type { Definition } from '../definition.ts';
import { bindingsOf } from '../surfaces/bind-path.ts';
import { isByHand } from '../surfaces/shadowed.ts';
import { type SurfaceSource, unreadSources } from '../surfaces/surface.ts';
import { createHostGuard, hostRemedy, parseHost } from '../hosts/host-guard.ts';
import { webClientOf } from '../web-client.ts';
import { writesOf } from '../write.ts';
import { moduleOf } from '../surfaces/surface-modules.ts';

type Report = (path: readonly (string | number)[], message: string) => void;

/** Checks how the fields of a definition fit together. Each fault is reported with its path. */
export function checkDefinition(definition: Definition, report: Report): void {
  checkUrls(definition, report);
  checkFactors(definition, report);
  checkAccounts(definition, report);
  checkSurfaces(definition, report);
  checkActions(definition, report);
  checkLevels(definition, report);
  checkHeaders(definition.headers, ['headers'], report);
  for (const [name, { headers }] of Object.entries(definition.clients ?? {})) {
    if (!/^[\w.-]+$/.test(name))
      report(['clients', name], 'is a name with more than letters, digits, dots and hyphens');
    checkHeaders(headers, ['clients', name, 'headers'], report);
  }
  checkProbes(definition, report);
  checkWrites(definition, report);
}

function checkWrites(definition: Definition, report: Report): void {
  const { actions = {}, accounts } = definition;
  const writes = writesOf(definition);
  writes.forEach((write) => {
    const { id, by, make = [] } = write;
    const index = typeof definition.writes === 'object' ? definition.writes.indexOf(write) : 0;
    const at = (field: string, message: string) => report(['writes', index, field], message);
    if (writes.find((other) => other.id === id) !== write)
      report(['writes', index], `${id} is there twice; tell them apart by a fragment: ${id}#other`);
    if (by !== undefined && !Object.hasOwn(accounts.staff ?? {}, by))
      at('by', `there is no staff of the role ${JSON.stringify(by)}`);
    const unknown = make.find((name) => !Object.hasOwn(actions, name));
    if (unknown !== undefined) at('make', `there is no action ${JSON.stringify(unknown)}`);
    const [first] = make;
    if (first !== undefined && unknown === undefined && actions[first]?.creates !== true)
      at('make', `begins with ${first}, which creates nothing (\`creates: true\`)`);
  });
}

function checkProbes({ probes = [] }: Definition, report: Report): void {
  probes.forEach(({ id }, index) => {
    if (probes.findIndex((probe) => probe.id === id) < index)
      report(['probes', index, 'id'], `there are two probes ${JSON.stringify(id)}`);
  });
}

function checkUrls(definition: Definition, report: Report): void {
  const { url, hosts = [], embedded } = definition;
  hosts.forEach((host, index) => {
    if (parseHost(host) === null) report(['hosts', index], `is no host. ${hostRemedy}`);
  });
  // A `url` that is present but undefined comes from an environment variable that is not set.
  if (embedded !== undefined && 'url' in definition) {
    report(
      ['embedded'],
      'stands beside url: Chaperone would start and verify it, and not what runs at url. Leave one of the two out',
    );
  }
  if (url === undefined) {
    if (embedded === undefined) {
      report(
        ['url'],
        "is missing: the deployment's base URL. If it comes from the environment, it is not set",
      );
    }
    return;
  }
  const parsed = URL.parse(url);
  if (url.trim() === '') {
    report(['url'], 'is empty. If it comes from the environment, set that variable');
  } else if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
    report(['url'], 'must be an address that begins with http:// or https://');
  } else if (parsed.username !== '' || parsed.password !== '') {
    report(['url'], 'must not hold a name or a password: send them as headers in accounts.signIn');
  } else if (`${parsed.pathname}${parsed.search}${parsed.hash}` !== '/') {
    report(['url'], 'must end after the host: write its path into the surfaces');
  } else if (hasGap(parsed.hostname)) {
    report(
      ['url'],
      `names the host ${parsed.hostname}, in which something is missing. Where it is made of variables, set them`,
    );
  }
}

/**
 * Whether a host name looks as if a variable in it was not set: `pr-undefined.preview.test`, `pr-.preview.test`. If all
 * names below a domain exist, such a run would verify another deployment.
 */
function hasGap(hostname: string): boolean {
  if (hostname.startsWith('[')) return false;
  const words = hostname.replace(/\.$/, '').split(/[.-]/);
  // Two hyphens in a row are valid: `xn--…`, `branch--site.host`.
  return (
    words.some((word) => word === 'undefined' || word === 'null') ||
    /^\.|\.\.|^-|-$|\.-|-\./.test(hostname)
  );
}

function checkHeaders(
  headers: Readonly<Record<string, string>> = {},
  at: readonly string[],
  report: Report,
): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) report([...at, name], 'is no name of a header');
    if (bindingsOf(value).length > 0)
      report(
        [...at, name],
        `holds {${bindingsOf(value)[0]}}, which is filled only in the headers of a surface`,
      );
    // The message does not give the value, which is secret.
    if (!/^[\x20-\x7e\x80-\xff]*$/.test(value))
      report([...at, name], 'has characters that no header may have');
  }
}

function checkFactors({ factors = {} }: Definition, report: Report): void {
  for (const [name, levels] of Object.entries(factors)) {
    if (Object.hasOwn(sideFactors, name)) {
      report(
        ['factors', name],
        'is the name of a side of the update, which is a factor anyway: choose another',
      );
    }
    if (new Set(levels).size < levels.length) report(['factors', name], 'names a level twice');
  }
}

function checkAccounts({ accounts }: Definition, report: Report): void {
  if ((accounts.create === undefined) === (accounts.pool === undefined)) {
    report(['accounts'], 'needs either create (a function) or pool (the path of an accounts file)');
  }
  for (const role of ['patient', 'anonymous']) {
    if (Object.hasOwn(accounts.staff ?? {}, role))
      report(['accounts', 'staff', role], 'is no role of staff');
  }
}

function checkSurfaces(definition: Definition, report: Report): void {
  const { surfaces, accept = [], shared = [], openApi, url, hosts = [] } = definition;
  const ids = new Set<string>();
  const byHand = new Set<string>();
  const isUnread = unreadSources(surfaces).length > 0;
  surfaces.forEach((surface, index) => {
    if ('source' in surface && surfaces.findIndex((one) => isSource(one, surface)) < index)
      report(['surfaces', index], `${surface.source} is there twice`);
    if ('unreached' in surface) ids.add(surface.unreached);
    if (!('path' in surface)) return;
    if (isByHand(surface) && byHand.has(surface.id)) {
      report(
        ['surfaces', index],
        `${surface.id} is there twice; leave one of them out, or tell them apart by a fragment: ${moduleOf(surface).addressedAs(surface)}#other`,
      );
    }
    ids.add(surface.id);
    if (isByHand(surface)) byHand.add(surface.id);
    const unknown = surface.by?.find((role) => !hasRole(definition, role));
    if (unknown !== undefined) {
      report(
        ['surfaces', index],
        `${surface.id}: there are no accounts of the role ${JSON.stringify(unknown)}`,
      );
    }
    const fault = moduleOf(surface).faultOf(surface, definition);
    if (fault !== null) report(['surfaces', index], `${surface.id}: ${fault}`);
    if (surface.path.startsWith('http') && !reaches(surface.path, url, hosts)) {
      report(
        ['surfaces', index],
        `${surface.id} is neither on url nor on one of hosts: add its host to hosts`,
      );
    }
  });
  shared.forEach(({ surface }, index) => {
    if (!isUnread && !ids.has(surface))
      report(['shared', index, 'surface'], `there is no surface ${JSON.stringify(surface)}`);
  });
  accept.forEach(({ what, surface, id }, index) => {
    // Until all surfaces are known it may be one of them; it is checked again then.
    const isId = isUnread || ids.has(surface);
    const isOperation = /^[A-Z]+ \/\S*$/.test(surface);
    const at = (field: string, message: string) => report(['accept', index, field], message);
    if (what === 'finding') {
      if (id === undefined)
        at('id', "is missing: the violation's `finding`, as verdict.json and the report name it");
      // A browser also meets surfaces that nobody described.
      if (!isId && !isOperation) at('surface', `there is no surface ${JSON.stringify(surface)}`);
      return;
    }
    if (id !== undefined) at('id', "goes only with what: 'finding'");
    const hasDocument = openApi !== undefined || surfaces.some((one) => 'source' in one);
    if (what === 'uncovered' && !hasDocument)
      at('what', 'needs openApi, the document whose operations surfaces are to cover');
    const fits = isId || (what === 'uncovered' && isOperation);
    if (!fits) at('surface', `there is no surface ${JSON.stringify(surface)}`);
  });
}

function hasRole({ accounts }: Definition, role: string): boolean {
  return role === 'patient' || Object.hasOwn(accounts.staff ?? {}, role);
}

function isSource(one: Definition['surfaces'][number], { source }: SurfaceSource): boolean {
  return 'source' in one && one.source === source;
}

/**
 * Whether an address belongs to the deployment. Also true if `url` or `hosts` are invalid, which is reported elsewhere.
 */
function reaches(address: string, url: string | undefined, hosts: readonly string[]): boolean {
  if (
    URL.parse(url ?? 'http://base.invalid') === null ||
    hosts.some((host) => parseHost(host) === null)
  )
    return true;
  return createHostGuard({ url: url ?? 'http://base.invalid', hosts }).allows(
    new URL(address.replace(/[{}]/g, '')),
  );
}

function checkActions(definition: Definition, report: Report): void {
  const { actions = {} } = definition;
  const call = webClientOf(definition)?.call;
  if (call !== undefined && 'book' in call && !Object.hasOwn(actions, call.book)) {
    report(['browser', 'call', 'book'], `there is no action ${JSON.stringify(call.book)}`);
  }
  for (const [name, action] of Object.entries(actions)) {
    for (const field of ['after', 'until'] as const) {
      for (const other of action[field] ?? []) {
        if (other === 'create' || Object.hasOwn(actions, other)) continue;
        report(['actions', name, field], `there is no action ${JSON.stringify(other)}`);
      }
    }
  }
}
