import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingName, knownName } from './binding-name.ts';

describe('bindingName', () => {
  it.each([
    ['recordings', 'recording'],
    ['recordingId', 'recording'],
    ['recording_id', 'recording'],
    ['RecordingID', 'recording'],
    ['recording-ids', 'recording'],
    ['lab-results', 'labResult'],
    ['entries', 'entry'],
    ['addresses', 'address'],
    ['series', 'series'],
    ['status', 'status'],
    ['id', ''],
    ['uuid', ''],
    ['', ''],
  ])('%s is an id of %j', (text, name) => {
    expect(bindingName(text)).toBe(name);
  });

  it('is always empty or a valid name of a binding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(bindingName(text)).toMatch(/^[a-z\d][A-Za-z\d]*$|^$/);
      }),
    );
  });

  it('finds the name that the definition uses in another spelling', () => {
    expect(knownName(['recording'], ['consultation', 'Recording_Id'])).toBe('Recording_Id');
    expect(knownName(['', 'replay', 'recording'], ['recording'])).toBe('recording');
    expect(knownName(['', 'pharmacy'], ['recording'])).toBeNull();
  });
});
