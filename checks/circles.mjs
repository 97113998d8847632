import { posix } from 'node:path';
import { importsOf } from './imports-of.mjs';

/**
 * Finds circles of imports, those of types included (a linter sees only what is loaded): files each
 * of which leads to all the others.
 *
 * @param {ReadonlyMap<string, string>} sources by path from the root, with `/`
 * @returns {string[][]} each circle in the order of its names
 */
export function circlesOf(sources) {
  /** @type {Map<string, string[]>} */
  const targets = new Map();
  for (const [file, source] of sources) {
    const found = importsOf(source)
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ specifier }) => posix.join(posix.dirname(file), specifier));
    targets.set(
      file,
      found.filter((target) => sources.has(target)),
    );
  }
  return stronglyConnected(targets).filter(
    (group) => group.length > 1 || targets.get(group[0] ?? '')?.includes(group[0] ?? ''),
  );
}

/**
 * Tarjan's algorithm (SIAM Journal on Computing 1(2), 1972), with a stack of its own in place of
 * calls.
 *
 * @param {ReadonlyMap<string, readonly string[]>} targets
 * @returns {string[][]}
 */
function stronglyConnected(targets) {
  /** @type {Map<string, number>} */
  const order = new Map();
  /** @type {Map<string, number>} */
  const lowest = new Map();
  /** @type {Set<string>} */
  const open = new Set();
  /** @type {string[][]} */
  const groups = [];
  /** @param {string} node */
  const enter = (node) => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    open.add(node);
    return { node, rest: [...(targets.get(node) ?? [])] };
  };
  /** @param {string} node @param {number} value */
  const lower = (node, value) => lowest.set(node, Math.min(lowest.get(node) ?? value, value));
  for (const start of targets.keys()) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        path.pop();
        const { node } = top;
        const back = path.at(-1);
        if (back !== undefined) lower(back.node, lowest.get(node) ?? 0);
        if (lowest.get(node) !== order.get(node)) continue;
        const members = [...open];
        const group = members.slice(members.indexOf(node));
        for (const member of group) open.delete(member);
        groups.push(group.sort());
      } else if (!order.has(next)) path.push(enter(next));
      else if (open.has(next)) lower(top.node, order.get(next) ?? 0);
    }
  }
  return groups;
}
