/**
 * `npm run example:solid [-- --break recordings | consultations]`: installs the Community Solid Server, has
 * Chaperone start, update and verify it, and exits with the verdict. Other options are those of `verify`.
 */
import { fileURLToPath } from 'node:url';
import { verifyExample } from '../../bootstrap/example.mjs';

process.exitCode = await verifyExample(
  fileURLToPath(new URL('.', import.meta.url)),
  process.argv.slice(2),
);
