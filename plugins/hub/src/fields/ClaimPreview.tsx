import { type FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  BgProvider,
  Skeleton,
  Text,
} from '@backstage/ui';
import { claimPaths } from '@illm-lab/plugin-hub-common';
import { useEffect } from 'react';
import { FieldIssue } from '../components/FieldIssue';
import { Problem } from '../components/Problem';
import { claimRequest } from './claimRequest';
import { EstimateTable } from './EstimateTable';
import styles from './fields.module.css';
import { useClaimPreview } from './useClaimPreview';

const Yaml = ({ title, text }: { title: string; text: string }) => (
  <Accordion>
    <AccordionTrigger title={title} />
    <AccordionPanel>
      <pre className={styles.yaml}>{text}</pre>
    </AccordionPanel>
  </Accordion>
);

/**
 * Before a claim is asked for: what is wrong with it, about what it will cost
 * and what it will be made of. Its value is the claim's file.
 */
export const ClaimPreview = ({
  formData,
  onChange,
  uiSchema,
  idSchema,
  formContext,
}: FieldExtensionComponentProps<string, { kind: string }>) => {
  const kind = uiSchema['ui:options']?.kind ?? '';
  const request = claimRequest(kind, formContext?.formData ?? {});
  const { preview, error, retry } = useClaimPreview(request);
  // At once: who presses Next before the preview is there waits for the check.
  const path = request && claimPaths(request.team).claim(kind, request.name);
  useEffect(() => {
    if (path && path !== formData) onChange(path);
  }, [path, formData, onChange]);

  if (!request) {
    return <Text as="p">The pages before this one are not complete.</Text>;
  }
  if (error) {
    return <Problem what="The preview" error={error} onRetry={retry} />;
  }
  if (!preview) {
    return (
      <div role="status" aria-label="The preview is being made">
        <Skeleton width="60%" height={24} />
        <Skeleton width="100%" height={120} />
      </div>
    );
  }
  const { issues, unchecked, estimate, resources, manifest, before } = preview;
  return (
    // The wizard's card is white without telling its children so.
    <BgProvider bg="neutral-1">
      <section id={idSchema.$id} className={styles.preview}>
        {issues.map(issue => (
          <FieldIssue key={`${issue.path} ${issue.message}`} issue={issue} />
        ))}
        {unchecked && (
          <Text as="p">
            {`Its rules are not checked yet: ${unchecked} The pull request’s checks ask again.`}
          </Text>
        )}
        {issues.length === 0 && estimate && (
          <EstimateTable estimate={estimate} />
        )}
        {issues.length === 0 && resources.length > 0 && (
          <Text as="p">
            {`After the merge it is made of ${resources.length} ${
              resources.length === 1 ? 'object' : 'objects'
            }:`}
          </Text>
        )}
        {resources.map(one => (
          <Yaml
            key={`${one.kind} ${one.name}`}
            title={`${one.kind} ${one.name}`}
            text={one.manifest}
          />
        ))}
        <Yaml
          title={`${
            before === undefined ? 'New file' : 'Changed file'
          } ${path}`}
          text={manifest}
        />
      </section>
    </BgProvider>
  );
};
