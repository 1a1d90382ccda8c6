import { stringifyEntityRef } from '@backstage/catalog-model';
import { MarkdownContent } from '@backstage/core-components';
import {
  BreadcrumbEntry,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import {
  useFilteredSchemaProperties,
  useTemplateParameterSchema,
} from '@backstage/plugin-scaffolder-react/alpha';
import { BgProvider, Container, Skeleton } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { Problem } from '../components/Problem';
import { HubState } from '../state/HubState';
import { useFields } from './useFields';
import { Wizard } from './Wizard';
import styles from './wizard.module.css';

const Opened = ({ templateRef }: { templateRef: string }) => {
  const identity = useApi(identityApiRef);
  const template = useTemplateParameterSchema(templateRef);
  const manifest = useFilteredSchemaProperties(template.manifest);
  const fields = useFields();
  const person = useQuery({
    queryKey: ['hub', 'person'],
    queryFn: async () => (await identity.getBackstageIdentity()).userEntityRef,
    staleTime: Infinity,
  });
  const error = template.error ?? fields.error ?? person.error;
  if (error) {
    return (
      <Problem
        what="The form"
        error={error}
        onRetry={() => window.location.reload()}
      />
    );
  }
  if (!manifest || !fields.data || !person.data) {
    return (
      <div role="status" aria-label="The form is being loaded">
        <Skeleton width="40%" height={28} />
        <Skeleton width="100%" height={240} />
      </div>
    );
  }
  return (
    <BreadcrumbEntry entry={{ label: manifest.title, href: '.' }}>
      <h2 className={styles.title}>{manifest.title}</h2>
      <MarkdownContent
        className={styles.description}
        content={manifest.description ?? ''}
      />
      <Wizard
        templateRef={templateRef}
        manifest={manifest}
        person={person.data}
        fields={fields.data}
      />
    </BreadcrumbEntry>
  );
};

/** The form of a template: New experiment, and those that ask for claims. */
export const WizardPage = () => {
  const { namespace = 'default', templateName = '' } = useParams();
  const templateRef = stringifyEntityRef({
    kind: 'Template',
    namespace,
    name: templateName,
  });
  return (
    <HubState>
      <Container>
        <section className={styles.card}>
          <BgProvider bg="neutral-1">
            <SecretsContextProvider key={templateRef}>
              <Opened templateRef={templateRef} />
            </SecretsContextProvider>
          </BgProvider>
        </section>
      </Container>
    </HubState>
  );
};
