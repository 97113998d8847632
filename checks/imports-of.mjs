/**
 * One import of a source file. `typeOnly`: nothing is loaded for it.
 *
 * @typedef {{ specifier: string, line: number, typeOnly: boolean }} Import
 */

const comments = /^[ \t]*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm;
const fromClause =
  /^[ \t]*(?:import|export)\s+(type\s+(?!from\b))?(?:[\w$*{},\s]+?\bfrom\s*)(['"])([^'"\n]+)\2/gm;
const sideEffect = /^[ \t]*import\s*()(['"])([^'"\n]+)\2/gm;
const dynamic = /\bimport\(\s*()(['"])([^'"\n]+)\2\s*[,)]/g;

/**
 * Reads imports off the text: `import`, `export … from` and `import('…')` with a literal. No
 * parser, since formatted code leaves few ways to write them; tests show which.
 *
 * @param {string} source of a TypeScript or JavaScript file
 * @returns {Import[]}
 */
export function importsOf(source) {
  const code = source.replace(comments, (comment) => comment.replace(/[^\n]/g, ' '));
  return [fromClause, sideEffect, dynamic].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => ({
      specifier: match[3] ?? '',
      line: lineAt(code, match.index + match[0].search(/\S/)),
      typeOnly: Boolean(match[1]),
    })),
  );
}

/**
 * @param {string} text
 * @param {number} index
 */
function lineAt(text, index) {
  return text.slice(0, index).split('\n').length;
}
