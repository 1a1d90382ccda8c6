import { Alert, Button, Text } from '@backstage/ui';
import {
  type Issue,
  TARGET_HOSTS_FILE,
  withScheme,
} from '@illm-lab/plugin-hub-common';
import { TextInput } from './TextInput';
import { type TargetHosts } from './useTargetHosts';

/** Something that is there already: its address, and a word of warning. */
export const UrlFields = ({
  url,
  onChange,
  issues,
  hosts,
}: {
  url: string | undefined;
  onChange: (url: string) => void;
  issues: Issue[];
  hosts: TargetHosts;
}) => {
  const whole = withScheme(url ?? '');
  return (
    <>
      <Alert
        status="warning"
        icon
        title="Load hits whoever is at this address"
        description="Nothing is deployed and nothing stands between. Test only what is yours, or what its owner has agreed to: a load can take a service down, and cost money."
      />
      <TextInput
        label="URL"
        description="Where its paths begin, as the hub reaches it."
        value={url}
        onChange={onChange}
        issues={issues}
        path="workload.url"
      />
      {whole && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => onChange(whole)}
        >
          {`Use ${whole}`}
        </Button>
      )}
      {hosts.allowed && (
        <Text as="p" variant="body-small" color="secondary">
          {hosts.allowed.length > 0
            ? `Allowed hosts: ${hosts.allowed.join(', ')}. `
            : 'No host is allowed yet. '}
          The list is {TARGET_HOSTS_FILE}; a pull request changes it.
        </Text>
      )}
      {hosts.error && (
        <Text as="p" variant="body-small" color="secondary">
          Whether load may be put there can’t be told now: {hosts.error}. It is
          asked again on Next.
        </Text>
      )}
    </>
  );
};
