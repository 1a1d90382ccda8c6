import { Radio, RadioGroup, Select } from '@backstage/ui';
import {
  type GitWorkload,
  HELM_RELEASE,
  isHelm,
  type Issue,
} from '@illm-lab/plugin-hub-common';
import { NumberInput, TextInput } from './TextInput';
import { GIT_SOURCES, gitSource } from './words';
import styles from './workload.module.css';

type From = keyof typeof GIT_SOURCES;

const SCHEMES = [
  { id: 'http', label: 'http' },
  { id: 'https', label: 'https' },
];

/** What Argo CD is to deploy from elsewhere, and which Service of it is tested. */
export const GitFields = ({
  value,
  onChange,
  issues,
}: {
  value: Partial<GitWorkload>;
  onChange: (value: Partial<GitWorkload>) => void;
  issues: Issue[];
}) => {
  const set = (change: Partial<GitWorkload>) =>
    onChange({ ...value, ...change });
  const { helm = false, chart } = value;
  const isChart = chart !== undefined;
  const choose = (from: From) => {
    const { chart: _, path: __, values, ...rest } = value;
    if (from === 'chart') {
      onChange({ ...rest, values, chart: '', helm: false, revision: '' });
    } else {
      const path = value.path ?? '.';
      const revision = isChart ? 'HEAD' : value.revision;
      onChange({
        ...rest,
        path,
        revision,
        helm: from === 'chart-folder',
        ...(from === 'chart-folder' && { values }),
      });
    }
  };
  return (
    <>
      <RadioGroup
        label="It is"
        value={gitSource(value)}
        onChange={from => choose(from as From)}
      >
        {Object.entries(GIT_SOURCES).map(([from, name]) => (
          <Radio key={from} value={from}>
            {name}
          </Radio>
        ))}
      </RadioGroup>
      <TextInput
        label="Repository"
        description={
          isChart
            ? 'Address of the Helm repository or registry.'
            : 'Clone URL. Argo CD must be able to read it.'
        }
        placeholder={
          isChart
            ? 'https://charts.example.org'
            : 'https://github.com/acme/shop.git'
        }
        value={value.repository}
        onChange={repository => set({ repository })}
        issues={issues}
        path="workload.repository"
      />
      <div className={styles.pair}>
        {isChart ? (
          <TextInput
            label="Chart"
            value={chart}
            onChange={name => set({ chart: name })}
            issues={issues}
            path="workload.chart"
          />
        ) : (
          <TextInput
            label="Folder"
            description="From the repository’s root; . is all of it."
            value={value.path}
            onChange={path => set({ path })}
            issues={issues}
            path="workload.path"
          />
        )}
        <TextInput
          label={isChart ? 'Version' : 'Revision'}
          description={
            isChart
              ? 'One exactly.'
              : 'Branch, tag or commit, at each run anew.'
          }
          value={value.revision}
          onChange={revision => set({ revision })}
          issues={issues}
          path="workload.revision"
        />
      </div>
      {isHelm({ chart, helm }) && (
        <TextInput
          lines
          label="Values"
          description="YAML, over the chart’s own."
          value={value.values}
          onChange={values => set({ values: values || undefined })}
          issues={issues}
          path="workload.values"
        />
      )}
      <div className={styles.triple}>
        <TextInput
          label="Service"
          description={
            isHelm({ chart, helm })
              ? `Load is put on it. The release is called ${HELM_RELEASE}, so most charts call it ${HELM_RELEASE}-<chart>.`
              : 'The one that load is put on.'
          }
          value={value.service}
          onChange={service => set({ service })}
          issues={issues}
          path="workload.service"
        />
        <NumberInput
          label="Port"
          description="Of that Service."
          value={value.port}
          onChange={port => set({ port })}
          issues={issues}
          path="workload.port"
        />
        <Select
          label="It speaks"
          value={value.scheme ?? 'http'}
          options={SCHEMES}
          onChange={scheme => set({ scheme: scheme as GitWorkload['scheme'] })}
        />
      </div>
    </>
  );
};
