import { Button, Select, Text } from '@backstage/ui';
import {
  fileBytes,
  FOLDER_LIMIT_BYTES,
  FOLDER_LIMIT_FILES,
  type FolderLoad,
  type Issue,
} from '@illm-lab/plugin-hub-common';
import { RiFileAddLine, RiFolderOpenLine } from '@remixicon/react';
import { useRef } from 'react';
import { FieldIssue } from '../components/FieldIssue';
import { issueAt } from '../workload/TextInput';
import styles from '../workload/workload.module.css';
import { likelyScript, readFolder } from './readFolder';

const KIB = 1024;

/** A person's own k6 folder: its files, and the one that k6 runs. */
export const FolderFields = ({
  value,
  onChange,
  issues,
}: {
  value: FolderLoad;
  onChange: (value: FolderLoad) => void;
  issues: Issue[];
}) => {
  const folder = useRef<HTMLInputElement>(null);
  const single = useRef<HTMLInputElement>(null);
  const { files = [], script = '' } = value;
  const take = async (input: HTMLInputElement, isAll: boolean) => {
    const read = await readFolder(input.files ?? []);
    // The same choice again is a choice, too.
    input.value = '';
    const kept = isAll
      ? []
      : files.filter(old => !read.some(({ path }) => path === old.path));
    const all = [...kept, ...read];
    const stays = all.some(({ path }) => path === script);
    onChange({
      ...value,
      files: all,
      script: stays ? script : likelyScript(all),
    });
  };
  const bytes = files.reduce((sum, file) => sum + fileBytes(file), 0);
  const scripts = files.filter(({ path }) => /\.(js|ts|mjs)$/.test(path));
  return (
    <>
      <Text as="p" variant="body-small" color="secondary">
        {`All files of the folder reach k6, under their own paths: scripts, modules and data, at most ${FOLDER_LIMIT_FILES} files and ${
          FOLDER_LIMIT_BYTES / KIB
        } KiB together. The address of the target comes as __ENV.TARGET_URL; options and thresholds are the script’s own. They go into the repository: no secrets.`}
      </Text>
      <div className={styles.buttons}>
        <Button
          variant="secondary"
          iconStart={<RiFolderOpenLine />}
          onPress={() => folder.current?.click()}
        >
          Choose a folder
        </Button>
        <Button
          variant="secondary"
          iconStart={<RiFileAddLine />}
          onPress={() => single.current?.click()}
        >
          Add files
        </Button>
      </div>
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        aria-label="k6 folder"
        onChange={({ currentTarget }) => take(currentTarget, true)}
        // React has no word for it, and all browsers have it.
        {...{ webkitdirectory: '' }}
      />
      <input
        ref={single}
        type="file"
        hidden
        multiple
        aria-label="k6 files"
        onChange={({ currentTarget }) => take(currentTarget, false)}
      />
      {files.length > 0 && (
        <Text as="p" variant="body-small">
          {`${files.length} ${
            files.length === 1 ? 'file' : 'files'
          }, ${Math.ceil(bytes / KIB)} KiB: ${files
            .map(({ path }) => path)
            .join(', ')}`}
        </Text>
      )}
      <FieldIssue issue={issueAt(issues, 'load.files')} />
      {scripts.length > 0 && (
        <Select
          label="Script"
          description="The one that k6 runs."
          value={script}
          options={scripts.map(({ path }) => ({ id: path, label: path }))}
          onChange={key => onChange({ ...value, script: String(key) })}
        />
      )}
      <FieldIssue issue={issueAt(issues, 'load.script')} />
    </>
  );
};
