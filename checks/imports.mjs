import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { homes, mayImport, neighbours, testsMayImport } from './import-rule.mjs';
import { importsOf } from './imports-of.mjs';

/**
 * A rule broken, and how to keep it.
 *
 * @typedef {{ file: string, line: number, message: string, remedy: string }} Fault
 * @typedef {import('./imports-of.mjs').Import} Import
 */

/**
 * @param {string} file from the root, with `/`
 * @param {string} source
 * @returns {Fault[]} imports that the rule does not allow
 */
export function importFaults(file, source) {
  const place = placeOf(file);
  if (place === undefined) {
    return [
      {
        file,
        line: 1,
        message: 'lies in no place that the import rule knows',
        remedy: 'Move it, or give its folder a row in checks/import-rule.mjs.',
      },
    ];
  }
  return importsOf(source).flatMap((found) => {
    const fault = found.specifier.startsWith('.')
      ? ownFault(file, place, found)
      : packageFault(file, found);
    return fault === undefined ? [] : [{ file, line: found.line, ...fault }];
  });
}

/**
 * @param {string} file
 * @param {string} place
 * @param {Import} found
 */
function ownFault(file, place, { specifier, typeOnly }) {
  const target = posix.join(posix.dirname(file), specifier);
  if (isTest(target) && !isTest(file) && place !== 'bench') {
    return {
      message: `imports ${target}, which only tests may`,
      remedy: 'What is published has no test support: move what both need out of it.',
    };
  }
  const allowed = [
    place,
    ...(mayImport[place] ?? []),
    ...(isTest(file) ? [partOf(place), ...testsMayImport] : []),
  ];
  if (allowed.some((folder) => isWithin(target, folder))) return undefined;
  const theirs = placeOf(target);
  const isNeighbour = neighbours.some(
    (layer) => layer.includes(place) && theirs !== undefined && layer.includes(theirs),
  );
  if (isNeighbour && typeOnly) return undefined;
  const rest = (mayImport[place] ?? []).join(', ') || 'nothing else of ours';
  return {
    message: `imports ${target}, and ${place} may not import ${theirs ?? 'that'}`,
    remedy: isNeighbour
      ? 'Neighbours may share types only: import type.'
      : `${place} may import ${rest}. Move the code down, or pass in what it needs.`,
  };
}

/**
 * @param {string} file
 * @param {Import} found
 */
function packageFault(file, { specifier }) {
  if (isBuiltin(specifier) || isTest(file)) return undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const home = Object.hasOwn(homes, name) ? homes[name] : undefined;
  if (home?.some((folder) => isWithin(file, folder))) return undefined;
  return {
    message: `imports the package ${name}, which is not at home here`,
    remedy:
      home === undefined
        ? 'Give it a home in checks/import-rule.mjs.'
        : `Its home is ${home.join(', ') || 'tests'}: use what that folder exports.`,
  };
}

/** @param {string} file */
function placeOf(file) {
  return Object.keys(mayImport)
    .filter((place) => isWithin(file, place))
    .sort((a, b) => b.length - a.length)[0];
}

/**
 * The part of the house that a room belongs to: tests share their support within it.
 *
 * @param {string} place
 */
function partOf(place) {
  return place.split('/', 2).join('/');
}

/**
 * @param {string} file
 * @param {string} place
 */
function isWithin(file, place) {
  return file === place || file.startsWith(`${place}/`);
}

/** @param {string} file a test, or what supports tests */
function isTest(file) {
  return /\.test(-support)?\.(ts|mjs)$|\/testing\//.test(file);
}
