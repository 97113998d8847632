/**
 * `npm run example:proxy [-- --break key | cache]`: has Chaperone start, update and verify the clinic
 * behind nginx, with its lists in Redis, and exits with the verdict. Other options are those of `verify`.
 */
import { fileURLToPath } from 'node:url';
import { verifyExample } from '../../bootstrap/example.mjs';

process.exitCode = await verifyExample(
  fileURLToPath(new URL('.', import.meta.url)),
  process.argv.slice(2),
);
