import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider, Radio, RadioGroup } from '@backstage/ui';
import {
  checkLoad,
  DEFAULT_LOAD,
  type FolderLoad,
  type Load as Value,
  type RequestLoad,
} from '@illm-lab/plugin-hub-common';
import { useEffect, useRef } from 'react';
import { ExperimentPreview } from '../preview/ExperimentPreview';
import { said } from '../workload/Workload';
import styles from '../workload/workload.module.css';
import { FolderFields } from './FolderFields';
import { RequestFields } from './RequestFields';
import { LOAD_KINDS } from './words';

type Kind = Value['kind'];

/** What is typed so far; only a checked one is a {@link Value}. */
export type LoadDraft = { kind?: Kind };

const FIRST: Record<Kind, LoadDraft> = {
  request: DEFAULT_LOAD,
  folder: { kind: 'folder', files: [], script: '' } as FolderLoad,
};

/** `ui:field: Load`: the load that an experiment puts on its target. */
export const Load = ({
  formData,
  onChange,
  rawErrors = [],
  schema,
  idSchema,
  formContext,
}: FieldExtensionComponentProps<LoadDraft>) => {
  const kind = formData?.kind;
  const drafts = useRef(new Map<Kind, LoadDraft>());
  useEffect(() => {
    if (!kind) onChange(DEFAULT_LOAD);
  }, [kind, onChange]);
  const checked = checkLoad(formData);
  const issues = said(
    'issues' in checked ? checked.issues : [],
    rawErrors.length > 0,
  );
  const choose = (next: Kind) => {
    if (kind) drafts.current.set(kind, formData);
    onChange(drafts.current.get(next) ?? FIRST[next]);
  };
  return (
    // The wizard's card is white without telling its children so.
    <BgProvider bg="neutral-1">
      <div className={styles.page}>
        <div className={styles.columns}>
          <div id={idSchema.$id} className={styles.fields}>
            <RadioGroup
              label={schema.title ?? 'Load'}
              value={kind ?? DEFAULT_LOAD.kind}
              onChange={next => choose(next as Kind)}
              orientation="horizontal"
            >
              {Object.entries(LOAD_KINDS).map(([one, name]) => (
                <Radio key={one} value={one}>
                  {name}
                </Radio>
              ))}
            </RadioGroup>
            {kind === 'request' && (
              <RequestFields
                value={formData as RequestLoad}
                onChange={onChange}
                issues={issues}
              />
            )}
            {kind === 'folder' && (
              <FolderFields
                value={formData as FolderLoad}
                onChange={onChange}
                issues={issues}
              />
            )}
          </div>
          <div className={styles.aside}>
            <ExperimentPreview
              formData={formContext?.formData ?? {}}
              withLoad
            />
          </div>
        </div>
      </div>
    </BgProvider>
  );
};
