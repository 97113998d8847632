// For `node --import`: from the first write into a file whose path holds FULL_AT, no file takes anything more.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { openSync, writeSync } = fs;
const { writeFile } = fs.promises;
const paths = new Map();
let full = false;

function spend(path = '') {
  full ||= path.includes(process.env.FULL_AT ?? '');
  if (full)
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
}

fs.openSync = (path, ...rest) => {
  const fd = openSync(path, ...rest);
  paths.set(fd, String(path));
  return fd;
};
fs.writeSync = (fd, ...rest) => {
  // Terminals and pipes take text whatever the disk does.
  if (paths.has(fd)) spend(paths.get(fd));
  return writeSync(fd, ...rest);
};
fs.promises.writeFile = async (path, ...rest) => {
  spend(String(path));
  return writeFile(path, ...rest);
};
syncBuiltinESMExports();
