import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, escapeMarkdown, escapeXml, oneLine, printable, quoteShell } from './escape.ts';
import { payload } from './testing/poison.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...`'"\`$\\&<>;#@[]()!|*_~:/ \n\t\r\u202e\u001b]a1`) }),
  fc.constant(payload),
);
const dangerous =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]|\p{Surrogate}/u;

function unescapeHtml(text: string): string {
  const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (entity) => entities[entity as keyof typeof entities],
  );
}

describe('printable', () => {
  it('leaves nothing that moves a cursor, turns text or breaks XML, and does it once and for all', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = printable(text);
        expect(safe).not.toMatch(dangerous);
        expect(printable(safe)).toBe(safe);
      }),
    );
  });

  it('leaves what people write alone', () => {
    const text = 'Zoë – “Überweisung”, نسخه, 👩🏽‍⚕️, tab\tand\nlines';
    expect(printable(text)).toBe(text);
  });

  it('oneLine has no line break', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(oneLine(text)).not.toMatch(/[\n\r\t]/);
      }),
    );
  });
});

describe('escapeHtml', () => {
  it('reads back as what was printable, and holds no markup', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        expect(unescapeHtml(escaped)).toBe(printable(text));
      }),
    );
  });
});

describe('escapeXml', () => {
  it('never ends a CDATA section', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeXml(text)).not.toContain(']]>');
      }),
    );
  });
});

describe('escapeMarkdown', () => {
  it('leaves no markup, mention or address that is not defused', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const live = escapeMarkdown(text).replace(/\\[\\`*_[\]|~$]|&(amp|lt|gt);/g, '');
        expect(live).not.toMatch(/[`*_[\]|~$<>\n]|[@#](?!\u200b)|:\/\//);
      }),
    );
  });

  it('keeps prose readable', () => {
    expect(escapeMarkdown('Nobody saw anyone else’s data.')).toBe('Nobody saw anyone else’s data.');
  });
});

describe('quoteShell', () => {
  it('is one word that the shell takes for what it was', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 8 }), (texts) => {
        // Argument lists hold bytes: lone surrogates become U+FFFD on the way.
        const words = texts.map((text) => text.replaceAll('\0', '').toWellFormed());
        const script = `for word in ${words.map(quoteShell).join(' ')}; do printf '%s\\0' "$word"; done`;
        const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
        expect(stdout).toBe(words.map((word) => `${word}\0`).join(''));
      }),
      { numRuns: 25 },
    );
  });
});
