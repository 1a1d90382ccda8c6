import { type ExperimentFile } from '@illm-lab/plugin-hub-common';

/** Folders that come along with a script's folder and that k6 never reads. */
const LEFT_OUT =
  /(^|\/)(\.git|node_modules)(\/|$)|(^|\/)(\.gitignore|\.DS_Store)$/;

/**
 * The chosen files, by their paths from the chosen folder on. What is UTF-8 text is
 * text, the rest base64.
 */
export async function readFolder(
  list: Iterable<File>,
): Promise<ExperimentFile[]> {
  const files = [...list]
    .map(file => ({ file, path: pathOf(file) }))
    .filter(({ path }) => !LEFT_OUT.test(path));
  const read = await Promise.all(
    files.map(async ({ file, path }) => ({
      path,
      ...contentOf(new Uint8Array(await file.arrayBuffer())),
    })),
  );
  return read.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A folder's own name is not part of the paths in it. */
function pathOf({ webkitRelativePath, name }: File): string {
  return webkitRelativePath
    ? webkitRelativePath.slice(webkitRelativePath.indexOf('/') + 1)
    : name;
}

function contentOf(
  bytes: Uint8Array,
): Pick<ExperimentFile, 'content' | 'encoding'> {
  try {
    const text = new TextDecoder('utf-8', {
      fatal: true,
      ignoreBOM: true,
    }).decode(bytes);
    // A text with a zero byte is none that anybody reads.
    if (!text.includes('\u0000')) return { content: text, encoding: 'utf8' };
  } catch {
    // No UTF-8.
  }
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { content: btoa(binary), encoding: 'base64' };
}

/** The script that k6 most likely runs: the one with a load's usual name. */
export function likelyScript(files: ExperimentFile[]): string {
  const scripts = files
    .map(({ path }) => path)
    .filter(path => /\.(js|ts|mjs)$/.test(path));
  const runs = files.filter(
    ({ path, content }) =>
      scripts.includes(path) &&
      /export\s+(default|const\s+options)/.test(content),
  );
  return (
    runs.find(({ content }) => /export\s+const\s+options/.test(content))
      ?.path ??
    runs[0]?.path ??
    scripts[0] ??
    ''
  );
}
