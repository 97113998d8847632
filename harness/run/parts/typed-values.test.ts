import { expect, it } from 'vitest';
import { maskTypedValues } from './typed-values.ts';

it('masks a typed value and the rest of the line, because values are not escaped', () => {
  expect(maskTypedValues('    - fill("hunter2")')).toBe('    - fill("…"');
  expect(maskTypedValues('    - fill("a")b" quoted")')).not.toContain('quoted');
  expect(maskTypedValues('    - type("123456")')).not.toContain('123456');
  expect(maskTypedValues('Fill "hunter2" getByLabel(Password)')).not.toContain('hunter2');
});

it('leaves everything else as it is', () => {
  const line = "      - waiting for getByLabel('Password')";
  expect(maskTypedValues(line)).toBe(line);
});
