import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Whether a file is there and may be run. */
export const isExecutable = (file: string) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The first program of that name on a PATH. */
export const findProgram = (
  name: string,
  searchPath = process.env.PATH ?? '',
): string | undefined =>
  searchPath
    .split(path.delimiter)
    .filter(dir => path.isAbsolute(dir))
    .map(dir => path.join(dir, name))
    .find(isExecutable);
