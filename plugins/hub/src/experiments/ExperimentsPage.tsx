import { ButtonLink, Container } from '@backstage/ui';
import { RiFlaskLine } from '@remixicon/react';
import { PageNotices } from '../components/PageNotices';
import { NEW_EXPERIMENT_PATH } from '../routes';
import { ExperimentsTable } from './ExperimentsTable';

/** All experiments of the catalog: how they went, and what they cost. */
export const ExperimentsPage = () => (
  <Container pt="2" pb="6">
    <PageNotices />
    <ExperimentsTable
      action={
        <ButtonLink
          variant="primary"
          iconStart={<RiFlaskLine />}
          href={NEW_EXPERIMENT_PATH}
        >
          New experiment
        </ButtonLink>
      }
    />
  </Container>
);
