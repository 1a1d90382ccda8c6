import { type ImageWorkload, type Issue } from '@illm-lab/plugin-hub-common';
import { EnvironmentRows } from './EnvironmentRows';
import { NumberInput, TextInput } from './TextInput';
import styles from './workload.module.css';

const words = (text: string) => (text === '' ? [] : text.split('\n'));

/** An image: what it is, how it starts, what it may use, when it is ready. */
export const ImageFields = ({
  value,
  onChange,
  issues,
}: {
  value: Partial<ImageWorkload>;
  onChange: (value: Partial<ImageWorkload>) => void;
  issues: Issue[];
}) => {
  const set = (change: Partial<ImageWorkload>) =>
    onChange({ ...value, ...change });
  const requests = value.requests ?? { cpu: '', memory: '' };
  return (
    <>
      <TextInput
        label="Image"
        description="With its tag or digest."
        placeholder="ghcr.io/acme/shop:1.4.2"
        value={value.image}
        onChange={image => set({ image })}
        issues={issues}
        path="workload.image"
      />
      <div className={styles.pair}>
        <NumberInput
          label="Port"
          description="The one that it listens on."
          value={value.port}
          onChange={port => set({ port })}
          issues={issues}
          path="workload.port"
        />
        <NumberInput
          label="Replicas"
          description="How many at once."
          value={value.replicas}
          onChange={replicas => set({ replicas })}
          issues={issues}
          path="workload.replicas"
        />
        <TextInput
          label="CPU"
          description="Of each, such as 250m or 1."
          value={requests.cpu}
          onChange={cpu => set({ requests: { ...requests, cpu } })}
          issues={issues}
          path="workload.requests.cpu"
        />
        <TextInput
          label="Memory"
          description="Of each, such as 128Mi."
          value={requests.memory}
          onChange={memory => set({ requests: { ...requests, memory } })}
          issues={issues}
          path="workload.requests.memory"
        />
      </div>
      <TextInput
        label="Readiness path"
        description="It is ready when this path answers 2xx; left empty, when its port is open."
        placeholder="/healthz"
        value={value.readinessPath}
        onChange={path => set({ readinessPath: path || undefined })}
        issues={issues}
        path="workload.readinessPath"
      />
      <div className={styles.pair}>
        <TextInput
          lines
          label="Command"
          description="In place of the image’s entrypoint, one word a line."
          value={value.command?.join('\n')}
          onChange={text => set({ command: words(text) })}
          issues={issues}
          path="workload.command"
        />
        <TextInput
          lines
          label="Arguments"
          description="In place of the image’s own, one a line."
          value={value.args?.join('\n')}
          onChange={text => set({ args: words(text) })}
          issues={issues}
          path="workload.args"
        />
      </div>
      <EnvironmentRows
        rows={value.env ?? []}
        onChange={env => set({ env })}
        issues={issues}
      />
    </>
  );
};
