import { ButtonLink, Container, Skeleton } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { PageSentence } from '../components/PageSentence';
import { PageNotices } from '../components/PageNotices';
import { NEW_CLAIM_PATH } from '../routes';
import { ClaimsTable } from './ClaimsTable';
import { useClaims } from './queries';
import { claimsSentence } from './words';

/** What teams have asked for, and how far it is. */
export const ClaimsPage = () => {
  const { data } = useClaims();
  return (
    <Container pt="2" pb="6">
      <PageNotices />
      <PageSentence>
        {data ? (
          claimsSentence(data.items)
        ) : (
          <Skeleton width={320} height={28} />
        )}
      </PageSentence>
      <ClaimsTable
        action={
          <ButtonLink
            variant="primary"
            iconStart={<RiAddLine />}
            href={NEW_CLAIM_PATH}
          >
            New claim
          </ButtonLink>
        }
      />
    </Container>
  );
};
