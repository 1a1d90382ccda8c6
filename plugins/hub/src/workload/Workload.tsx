import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider, Radio, RadioGroup, Text } from '@backstage/ui';
import {
  checkWorkload,
  DEFAULT_WORKLOAD,
  type GitWorkload,
  type ImageWorkload,
  type Issue,
  newWorkload,
  type Workload as Value,
} from '@illm-lab/plugin-hub-common';
import { useEffect, useRef } from 'react';
import { ExperimentPreview } from '../preview/ExperimentPreview';
import { GitFields } from './GitFields';
import { ImageFields } from './ImageFields';
import { UrlFields } from './UrlFields';
import { useTargetHosts } from './useTargetHosts';
import { WORKLOAD_KINDS } from './words';
import styles from './workload.module.css';

type Kind = Value['kind'];

/** What is typed so far; only a checked one is a {@link Value}. */
export type WorkloadDraft = { kind?: Kind };

/** What of a form that nobody has pressed Next on is worth saying. */
export const said = (issues: Issue[], showAll: boolean) =>
  showAll
    ? issues
    : issues.filter(({ message }) => !/\bis empty\.$|^“” is /.test(message));

/** `ui:field: Workload`: what an experiment tests. */
export const Workload = ({
  formData,
  onChange,
  rawErrors = [],
  schema,
  idSchema,
  formContext,
}: FieldExtensionComponentProps<WorkloadDraft>) => {
  const kind = formData?.kind;
  // What was typed for one kind is there again when one comes back to it.
  const drafts = useRef(new Map<Kind, WorkloadDraft>());
  useEffect(() => {
    if (!kind) onChange(DEFAULT_WORKLOAD);
  }, [kind, onChange]);
  const hosts = useTargetHosts(kind === 'url');
  const checked = checkWorkload(formData, hosts.allowed);
  const issues = said(
    'issues' in checked ? checked.issues : [],
    rawErrors.length > 0,
  );
  const choose = (next: Kind) => {
    if (kind) drafts.current.set(kind, formData);
    onChange(drafts.current.get(next) ?? newWorkload(next));
  };
  const fields = { onChange: onChange as (value: object) => void, issues };
  return (
    // The wizard's card is white without telling its children so.
    <BgProvider bg="neutral-1">
      <div className={styles.page}>
        <div className={styles.columns}>
          <div id={idSchema.$id} className={styles.fields}>
            <RadioGroup
              label={schema.title ?? 'What is tested'}
              value={kind ?? DEFAULT_WORKLOAD.kind}
              onChange={next => choose(next as Kind)}
            >
              {Object.entries(WORKLOAD_KINDS).map(([one, { name }]) => (
                <Radio key={one} value={one}>
                  {name}
                </Radio>
              ))}
            </RadioGroup>
            <Text as="p" variant="body-small" color="secondary">
              {kind && WORKLOAD_KINDS[kind]?.hint}
            </Text>
            {kind === 'image' && (
              <ImageFields
                value={formData as Partial<ImageWorkload>}
                {...fields}
              />
            )}
            {kind === 'git' && (
              <GitFields value={formData as Partial<GitWorkload>} {...fields} />
            )}
            {kind === 'url' && (
              <UrlFields
                url={(formData as { url?: string }).url}
                onChange={url => onChange({ kind, url } as WorkloadDraft)}
                issues={issues}
                hosts={hosts}
              />
            )}
          </div>
          <div className={styles.aside}>
            <ExperimentPreview formData={formContext?.formData ?? {}} />
          </div>
        </div>
      </div>
    </BgProvider>
  );
};
