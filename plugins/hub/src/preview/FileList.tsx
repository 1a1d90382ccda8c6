import { CodeSnippet } from '@backstage/core-components';
import { Text } from '@backstage/ui';
import { type ExperimentFile, fileBytes } from '@illm-lab/plugin-hub-common';
import { useState } from 'react';
import styles from './preview.module.css';

const LANGUAGES: Record<string, string> = {
  yaml: 'yaml',
  yml: 'yaml',
  js: 'javascript',
  mjs: 'javascript',
  ts: 'typescript',
  json: 'json',
  md: 'markdown',
};

/** Above this a file is shown without colours: they would take too long. */
const COLOURED_BYTES = 64 * 1024;

const languageOf = (path: string) =>
  LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? 'text';

const Content = ({ file }: { file: ExperimentFile }) => {
  if (file.encoding === 'base64') {
    return (
      <Text as="p" variant="body-small">
        {`No text: ${fileBytes(file)} bytes.`}
      </Text>
    );
  }
  return fileBytes(file) > COLOURED_BYTES ? (
    <pre className={styles.plain}>{file.content}</pre>
  ) : (
    <CodeSnippet
      text={file.content}
      language={languageOf(file.path) as 'yaml'}
      customStyle={{ margin: 0, fontSize: 12 }}
    />
  );
};

/** The files of a folder; the chosen one is shown. */
export const FileList = ({
  files,
  folder,
  first,
}: {
  files: ExperimentFile[];
  /** Shown until one is chosen, the first of these paths that is there. */
  first: string[];
  /** What all paths begin with, and need not say. */
  folder: string;
}) => {
  const [chosen, setChosen] = useState<string>();
  const shown =
    files.find(({ path }) => path.slice(folder.length) === chosen) ??
    first.flatMap(
      wanted =>
        files.find(({ path }) => path.slice(folder.length) === wanted) ?? [],
    )[0] ??
    files[files.length - 1];
  return (
    <div className={styles.files}>
      <ul aria-label={`Files of ${folder}`}>
        {files.map(file => {
          const path = file.path.slice(folder.length);
          return (
            <li key={path}>
              <button
                type="button"
                aria-pressed={file === shown}
                onClick={() => setChosen(path)}
              >
                {path}
              </button>
            </li>
          );
        })}
      </ul>
      <div
        className={styles.content}
        role="region"
        aria-label={`Content of ${shown.path.slice(folder.length)}`}
        // A region that scrolls is reached by the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <Content file={shown} />
      </div>
    </div>
  );
};
