import { Issue } from '../../issue';
import { plainText } from '../issues';
import { FolderLoad } from './shape';

/** What all files of a k6 folder may have together: a ConfigMap holds no more. */
export const FOLDER_LIMIT_BYTES = 1024 * 1024;
/** How many files a k6 folder may have. */
export const FOLDER_LIMIT_FILES = 200;
const PATH_LIMIT = 200;

/** Bytes of a file as it will be in the repository. */
export const fileBytes = ({
  content,
  encoding,
}: FolderLoad['files'][number]): number =>
  encoding === 'base64'
    ? Math.floor((content.replace(/=+$/, '').length * 3) / 4)
    : new TextEncoder().encode(content).length;

/** Checks a person's own k6 folder: its size, its paths and what k6 runs. */
export function checkFolder({ files, script }: FolderLoad): Issue[] {
  const path = 'load.files';
  if (files.length === 0) {
    const message = 'The folder has no files.';
    return [
      { path, message, remedy: 'Choose the folder with your k6 script.' },
    ];
  }
  const issues = files.flatMap(file => checkPath(path, file.path));
  const seen = new Set<string>();
  for (const { path: name } of files) {
    if (seen.has(name)) {
      const message = `${name} is there twice.`;
      issues.push({ path, message, remedy: 'Remove one of the two.' });
    }
    seen.add(name);
  }
  const inside = files.find(({ path: name }) =>
    [...seen].some(other => other.startsWith(`${name}/`)),
  );
  if (inside) {
    const message = `${inside.path} is both a file and a folder.`;
    issues.push({ path, message, remedy: 'Rename one of the two.' });
  }
  const bytes = files.reduce((sum, file) => sum + fileBytes(file), 0);
  if (bytes > FOLDER_LIMIT_BYTES || files.length > FOLDER_LIMIT_FILES) {
    issues.push({
      path,
      message: `The folder has ${files.length} files with ${Math.ceil(
        bytes / 1024,
      )} KiB together.`,
      remedy: `Use at most ${FOLDER_LIMIT_FILES} files and ${
        FOLDER_LIMIT_BYTES / 1024
      } KiB: a ConfigMap brings them to k6. Leave out what k6 does not read.`,
    });
  }
  if (!seen.has(script) || !/\.(js|ts|mjs)$/.test(script)) {
    issues.push({
      path: 'load.script',
      message: script
        ? `“${script}” is no script of the folder.`
        : 'No script is chosen.',
      remedy: 'Choose the .js or .ts file that k6 runs.',
    });
  }
  return issues;
}

/** Paths that git, a ConfigMap's volume and every system can have. */
function checkPath(path: string, name: string): Issue[] {
  const parts = name.split('/');
  const isBad =
    name.length > PATH_LIMIT ||
    name.startsWith('..') ||
    name.includes('\\') ||
    name.includes('{{') ||
    name.includes(':latest') ||
    parts.some(part => /^(\.{0,2}|\.git|\.gitignore)$/i.test(part)) ||
    plainText(path, name, { lines: false }).length > 0;
  return isBad
    ? [
        {
          path,
          message: `“${name}” can’t be a path in the experiment’s folder.`,
          remedy: `Rename it: at most ${PATH_LIMIT} characters, no “..”, no backslash, nothing of git’s own.`,
        },
      ]
    : [];
}
